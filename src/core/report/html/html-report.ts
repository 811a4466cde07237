import { classTable } from '../class-table.ts';
import type { ModelReport } from '../comment-input.ts';
import { fairnessTable } from '../fairness-table.ts';
import { groupTable, metricTable } from '../measurement-tables.ts';
import { countText } from '../number-text.ts';
import { headline, icons, unmetRules, unmetText } from '../outcome-text.ts';
import { championName, ruleTable } from '../rule-table.ts';
import { attributionPart, type DrawnChange } from './attribution-part.ts';
import { type DrawnFigure, figurePart } from './figure-part.ts';
import { type Html, html } from './html.ts';
import { htmlTable } from './html-table.ts';
import { htmlPage } from './page.ts';

/** One model of the report: what the comment is made of, and its plots. */
export interface DrawnReport extends ModelReport {
  readonly figures: readonly DrawnFigure[];
  /** What both models lean on, where it was computed. */
  readonly attributions?: DrawnChange;
}

/**
 * A page that stands by itself: no script, nothing fetched, light and dark, down to a phone's width. Plots are of dev rows alone. Deterministic;
 * everything that people wrote is escaped.
 */
export function renderHtmlReport(models: readonly DrawnReport[]): string {
  const title = models.length === 1 ? `${models[0]?.verdict.title}: report` : 'aval: report';
  const body = models.length === 0 ? html`<h1>Nothing to evaluate: no model is changed.</h1>` : models.map(modelPart);
  return htmlPage(title, body);
}

function modelPart(report: DrawnReport): Html {
  const { verdict, evidence, environment, figures, attributions } = report;
  const title = html`<h1>${icons[verdict.outcome]} ${headline(verdict)}</h1>`;
  if (evidence === undefined) return html`<section>${title}</section>`;
  const champion = championName(evidence, environment);
  return html`<section>
${title}
<p class="muted">${countText(evidence.rows.evaluated)} ${evidence.tier} rows · evidence ${evidence.level} · this change beside ${champion}. This decides nothing: the verdict on the pull request is by rows of the holdout.</p>
${htmlTable(ruleTable(verdict, evidence, environment))}
${htmlTable(fairnessTable(verdict, evidence, environment))}
${reasons(report)}
<h2>Plots</h2>
<p class="muted">Drawn from dev rows, which may be looked at any number of times. No row of the holdout is in them.</p>
<div class="figures">
${figures.map(figurePart)}</div>
${attributions && attributionPart(attributions, champion)}
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
    (rule) =>
      html`<li>${rule.severity === 'warn' ? '⚠️' : icons[rule.outcome]} ${unmetText(rule, verdict)} <span class="muted">Why it is asked: ${rule.why}</span></li>\n`,
  );
  return html`<ul class="why">${items}</ul>`;
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
