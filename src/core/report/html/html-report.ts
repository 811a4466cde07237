import { classTable } from '../class-table.ts';
import type { ModelReport } from '../comment-input.ts';
import { fairnessTable } from '../fairness-table.ts';
import type { Figure } from '../figures/figure.ts';
import { configOf, lightTheme } from '../figures/theme.ts';
import { groupTable, metricTable } from '../measurement-tables.ts';
import { countText } from '../number-text.ts';
import { headline, icons, unmetRules } from '../outcome-text.ts';
import { plainText } from '../plain-text.ts';
import { championName, ruleTable } from '../rule-table.ts';
import { Html, html } from './html.ts';
import { htmlTable } from './html-table.ts';
import { style } from './style.ts';

/** A figure as SVG text that draws in the page's colours. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
}

/** One model of the report: what the comment is made of, and its plots. */
export interface DrawnReport extends ModelReport {
  readonly figures: readonly DrawnFigure[];
}

/**
 * A page that stands by itself: no script, nothing fetched, light and dark, down to a phone's width. Plots are of dev rows alone. Deterministic;
 * everything that people wrote is escaped.
 */
export function renderHtmlReport(models: readonly DrawnReport[]): string {
  const title = models.length === 1 ? `${models[0]?.verdict.title}: report` : 'aval: report';
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
${models.length === 0 ? html`<h1>Nothing to evaluate: no model is changed.</h1>` : models.map(modelPart)}
</main>
</body>
</html>
`;
  return page.text;
}

function modelPart(report: DrawnReport): Html {
  const { verdict, evidence, environment, figures } = report;
  const title = html`<h1>${icons[verdict.outcome]} ${headline(verdict)}</h1>`;
  if (evidence === undefined) return html`<section>${title}</section>`;
  const champion = championName(evidence, environment);
  return html`<section>
${title}
<p class="muted">${countText(evidence.rows.evaluated)} ${evidence.tier} rows · evidence ${evidence.level} · this change beside ${champion}</p>
${htmlTable(ruleTable(verdict, evidence, environment))}
${htmlTable(fairnessTable(verdict, evidence, environment))}
${reasons(report)}
<h2>Plots</h2>
<p class="muted">Drawn from the dev rows, which may be looked at any number of times. No row of the holdout is in them.</p>
<div class="figures">
${figures.map(figurePart)}</div>
${folded('All metrics', htmlTable(metricTable(evidence, champion)))}
${folded('By class', htmlTable(classTable(evidence, champion)))}
${folded('All groups', htmlTable(groupTable(evidence, champion)))}
${folded('What changed', list(report.changes))}
${folded('Provenance', list(provenance(report)))}
</section>`;
}

function reasons({ verdict }: DrawnReport): Html | undefined {
  const unmet = unmetRules(verdict);
  if (unmet.length === 0) return undefined;
  const items = unmet.map(
    ({ outcome, severity, sentence, why }) =>
      html`<li>${severity === 'warn' ? '⚠️' : icons[outcome]} ${sentence} <span class="muted">Why it is asked: ${why}</span></li>\n`,
  );
  return html`<ul class="why">${items}</ul>`;
}

function figurePart({ name, title, caption, leftOut, legend, specification, svg }: DrawnFigure): Html {
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

function folded(summary: string, content: Html | undefined): Html | undefined {
  return content && html`<details><summary>${summary}</summary>${content}</details>`;
}

function list(lines: readonly string[]): Html | undefined {
  return lines.length === 0 ? undefined : html`<ul>${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;
}

function provenance({ evidence }: DrawnReport): readonly string[] {
  if (evidence === undefined) return [];
  const { challenger, champion, account, policy, resamples, seed } = evidence;
  return [
    `package: ${challenger.package}`,
    `definition: ${challenger.definition}`,
    ...(champion ? [`compared with: ${champion.package}`] : []),
    `rows (account): ${account}`,
    `policy: ${policy}`,
    `resamples: ${resamples}, seed ${seed}`,
  ];
}
