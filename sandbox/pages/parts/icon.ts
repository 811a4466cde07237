import octicons from '@primer/octicons';
import { html, raw } from 'hono/html';
import type { Html } from '../page.ts';

/** What a colour says, in GitHub's names. */
export type Tone = 'success' | 'danger' | 'attention' | 'done' | 'muted' | 'accent';

/** One of GitHub's icons. Beside a text it is decoration; alone it needs the label. The package's own `toSVG` escapes no label. */
export function icon(name: string, tone?: Tone, label?: string): Html {
  const path = octicons[name]?.heights[16]?.path;
  if (path === undefined) throw new Error(`there is no octicon ${name}`);
  const said = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  const shown = tone === undefined ? 'octicon' : `octicon fg-${tone}`;
  return html`<svg class="${shown}" viewBox="0 0 16 16" width="16" height="16" ${said}>${raw(path)}</svg>`;
}
