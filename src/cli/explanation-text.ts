import { isDefined } from '../core/evaluation/estimate.ts';
import type { Dependence, ExplainedRow, Explanation } from '../core/explanation/explanation.ts';
import { attributionWarnings, rowTable, rowTitle, sizesTable } from '../core/report/attribution-tables.ts';
import { closenessNotes, closenessWarnings, provenanceText, rowNotes } from '../core/report/explanation-notes.ts';
import { interactionTable } from '../core/report/interaction-table.ts';
import { countText, estimateText, levelText } from '../core/report/number-text.ts';
import { oneLine } from '../core/report/plain-text.ts';
import type { TextTable } from '../core/report/text-table.ts';
import { columns, type Paint } from './terminal/paint.ts';

/** Features whose curves a terminal shows; all are in JSON and on the page. */
const mostShown = 2;

/** What a person reads of an explanation. */
export function explanationText(title: string, explanation: Explanation, paint: Paint): string {
  const { rows, provenance, sizes, dependence, explained, importance } = explanation;
  const table = sizesTable(explanation);
  return [
    `${paint('bold', title)}  what it leans on, ${countText(rows)} dev rows`,
    columns([table.head, ...table.rows]),
    ...(importance.undefined === undefined
      ? []
      : [paint('dim', `  permutation importance is undefined: ${importance.undefined}`)]),
    ...attributionWarnings(sizes).map((warning) => paint('yellow', `  ${warning}`)),
    ...closenessNotes(explanation).map((note) => paint('dim', `  ${note}`)),
    ...closenessWarnings(explanation).map((warning) => paint('yellow', `  ${warning}`)),
    ...dependence.slice(0, mostShown).map((one) => `\n${dependenceText(one, explanation, paint)}`),
    ...explained.map((row) => rowText(row, paint)),
    '',
    paint('dim', `  ${provenanceText(provenance)}.`),
  ].join('\n');
}

function rowText(row: ExplainedRow, paint: Paint): string {
  const table = ({ head, rows }: TextTable) => columns([head, ...rows]);
  const pairs = row.interactions && interactionTable(row.interactions);
  return [
    `\n${paint('bold', oneLine(rowTitle(row)))}`,
    table(rowTable(row)),
    ...rowNotes(row).map((note) => paint('dim', `  ${note}`)),
    ...(pairs === undefined
      ? []
      : [pairs.rows.length > 0 ? table(pairs) : paint('dim', '  No two features interact.')]),
  ].join('\n');
}

/** A line for each value; of several classes those means are in the JSON. */
function dependenceText({ feature, points }: Dependence, { alpha, classes }: Explanation, paint: Paint): string {
  const heads = classes ?? [`mean answer, ${levelText(alpha)}`];
  const lines = points.map(({ value, means }) => [
    typeof value === 'number' ? String(Number(value.toPrecision(6))) : value,
    ...means.map((mean) => (isDefined(mean) ? estimateText(mean, { signed: false }) : '–')),
  ]);
  return [paint('bold', `answers by ${feature}`), columns([['if every row had', ...heads], ...lines])].join('\n');
}
