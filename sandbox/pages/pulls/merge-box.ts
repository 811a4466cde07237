import { html } from 'hono/html';
import type { Pull } from '../../state/issue.ts';
import type { Html, Markup, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { checkRows } from './check-rows.ts';
import { draftForm } from './draft-form.ts';
import { mergeForm } from './merge-form.ts';
import { mergeabilityFor } from './mergeability.ts';
import { opinionRows } from './opinion-rows.ts';

/**
 * The box under a conversation: reviews, the head's checks, whether the rules let it be merged, and the button. Of the head it
 * shows as much as a command in a comment may ask for.
 */
export async function mergeBox(call: PageCall, pull: Pull): Promise<Markup> {
  const rows = [...opinionRows(call.repository, pull), ...(await checkRows(call, pull))];
  const open = pull.state === 'open' ? await whileOpen(call, pull) : '';
  if (rows.length === 0 && open === '') return html``;
  return html`<section class="box" id="checks"><h2>Reviews and checks <code class="sha muted aside" title="${pull.head.sha}">${pull.head.sha.slice(0, 12)}</code></h2>${rows}${open}</section>`;
}

async function whileOpen(call: PageCall, pull: Pull): Promise<Markup> {
  const { reasons } = await mergeabilityFor(call.repository, pull, { kind: 'anonymous' });
  return html`${reasons.length === 0 ? ready : blocked(reasons)}${mergeForm(call, pull)}${draftForm(call, pull)}`;
}

const ready = html`<div class="row">${icon('check-circle-fill', 'success')}
<span><strong>Ready to merge.</strong> No conflicts with the base branch, and every rule is met.</span></div>`;

const blocked = (reasons: readonly string[]): Html =>
  html`<div class="row" id="blocked">${icon('alert', 'danger')} <div><strong>Merging is blocked</strong><ul>${reasons.map((reason) => html`<li>${reason}</li>`)}</ul></div></div>`;
