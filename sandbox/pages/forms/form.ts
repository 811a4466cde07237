import { html } from 'hono/html';
import type { Html } from '../page.ts';
import type { Visitor } from '../session/visitor.ts';

export const tokenField = 'authenticity_token';

/** A form that only this visitor's pages can send. Empty for someone without a session, who may send none. */
export function form({ session }: Pick<Visitor, 'session'>, action: string, content: Html): Html {
  if (session === undefined) return html``;
  return html`<form method="post" action="${action}"><input type="hidden" name="${tokenField}" value="${session.csrf}">
${content}</form>`;
}
