import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** What stands where there is nothing. */
export const empty = (text: string): Html => html`<p class="blank">${text}</p>`;
