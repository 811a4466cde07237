import { html } from 'hono/html';
import type { Html } from '../page.ts';

/** A dot of any colour. The policy of the pages allows no inline style, but a fill is no style. */
export const swatch = (color: string | undefined): Html =>
  html`<svg class="swatch" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill="#${color ?? '8c959f'}"/></svg>`;
