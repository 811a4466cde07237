import { html } from 'hono/html';
import { textOf } from '../../json.ts';
import type { ApiError } from '../../rest/api-error.ts';
import type { Html } from '../page.ts';
import { icon } from '../parts/icon.ts';

/** Why something was not done. */
export const problemBanner = (message: string): Html =>
  html`<div class="banner" role="alert">${icon('alert', 'danger')} <p>${message}</p></div>`;

/** A refusal's reasons where it has some ("Body cannot be blank"), else its message. */
export function reasonOf(error: ApiError): string {
  const reasons = error.errors.flatMap((one) => (typeof one === 'string' ? one : (textOf(one['message']) ?? [])));
  return (reasons.length === 0 ? error.message : reasons.join('\n')).trim();
}
