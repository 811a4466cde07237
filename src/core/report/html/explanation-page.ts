import type { ExplainedRow, Explanation, RowInteractions } from '../../explanation/explanation.ts';
import { attributionWarnings, rowTable, rowTitle, sizesTable } from '../attribution-tables.ts';
import { closenessNotes, closenessWarnings, provenanceText, rowNotes } from '../explanation-notes.ts';
import { interactionTable } from '../interaction-table.ts';
import { countText } from '../number-text.ts';
import { type DrawnFigure, figurePart } from './figure-part.ts';
import { type Html, html } from './html.ts';
import { htmlTable } from './html-table.ts';
import { htmlPage } from './page.ts';

/** The page of `aval explain`: it holds single rows with their values, so it is for who may see those. */
export function explanationPage(model: string, explanation: Explanation, figures: readonly DrawnFigure[]): string {
  const { rows, provenance, sizes, explained } = explanation;
  return htmlPage(
    `${model}: explanation`,
    html`<section>
<h1>${model}: what it leans on</h1>
<p class="muted">${countText(rows)} dev rows. Attributions say what the model uses, not what causes what; features that say the same share what they are worth.</p>
${attributionWarnings(sizes).map((warning) => html`<p>${warning}</p>\n`)}
${[...closenessNotes(explanation), ...closenessWarnings(explanation)].map((note) => html`<p>${note}</p>\n`)}
${htmlTable(sizesTable(explanation))}
<div class="figures">
${figures.map(figurePart)}</div>
<h2>Single rows</h2>
${explained.map(rowPart)}
<p class="muted">${provenanceText(provenance)}</p>
</section>`,
  );
}

function rowPart(row: ExplainedRow): Html {
  return html`<h3>${rowTitle(row)}</h3>
${htmlTable(rowTable(row))}
${rowNotes(row).map((note) => html`<p class="muted">${note}</p>\n`)}${row.interactions && pairsPart(row.interactions)}
`;
}

function pairsPart(interactions: RowInteractions): Html {
  return htmlTable(interactionTable(interactions)) ?? html`<p class="muted">No two features interact.</p>`;
}
