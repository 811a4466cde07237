import type { Figure } from '../figures/figure.ts';
import { configOf, lightTheme } from '../figures/theme.ts';
import { plainText } from '../plain-text.ts';
import { Html, html } from './html.ts';

/** A figure as SVG text that draws in the page's colours. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
}

/** A plot with its title, how to read it, and its specification to take along. */
export function figurePart({ name, title, caption, leftOut, legend, specification, svg }: DrawnFigure): Html {
  const whole = JSON.stringify({ ...specification, config: configOf(lightTheme, 'legend') });
  const address = `data:application/json;charset=utf-8,${encodeURIComponent(whole)}`;
  const file = `${plainText(name, 80).replace(/[^\w-]+/g, '-')}.vl.json`;
  return html`<figure>
<h3>${title}</h3>
${legend && legendPart(legend)}
<div role="img" aria-label="${title}. ${caption}">${new Html(svg)}</div>
<figcaption>${caption}${leftOut && html` <b>Not drawn:</b> ${leftOut}.`} <a download="${file}" href="${new Html(address)}">Vega-Lite</a></figcaption>
</figure>
`;
}

function legendPart(names: readonly string[]): Html {
  const classes = ['challenger', 'champion'];
  const entries = names.map((name, i) => html`<span class="${classes[i]}">${name}</span> `);
  return html`<p class="legend">${entries}</p>`;
}
