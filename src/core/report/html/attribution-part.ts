import type { ExplainedChange } from '../../explanation/explain-change.ts';
import { agreementTable, attributionWarnings, changeTable, newLeader } from '../attribution-tables.ts';
import { provenanceText } from '../explanation-notes.ts';
import { countText } from '../number-text.ts';
import { type DrawnFigure, figurePart } from './figure-part.ts';
import { type Html, html } from './html.ts';
import { htmlTable } from './html-table.ts';

/** What this change leans on, with its plot. */
export interface DrawnChange {
  readonly change: ExplainedChange;
  readonly figure: DrawnFigure;
}

/** The section of a report on what both models lean on. No single row is in it. */
export function attributionPart({ change, figure }: DrawnChange, champion: string): Html {
  const notes = [
    newLeader(change),
    ...attributionWarnings(change.features.flatMap(({ challenger }) => challenger ?? [])),
  ];
  return html`<h2>What the model leans on</h2>
<p class="muted">Attributions of ${countText(change.rows)} dev rows. They say what the model uses, not what causes what; features that say the same share what they are worth.</p>
${notes.map((note) => note && html`<p>${note}</p>\n`)}
<div class="figures">
${figurePart(figure)}</div>
${htmlTable(agreementTable(change))}
${htmlTable(changeTable(change, champion))}
<p class="muted">${provenanceText(change.provenance)}</p>`;
}
