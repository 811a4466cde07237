import { isDefined } from '../../core/evaluation/estimate.ts';
import type { Evidence, Measurement } from '../../core/gate/evidence.ts';
import { quantityTitle } from '../../core/gate/quantity-title.ts';
import { countText, estimateText, levelText } from '../../core/report/number-text.ts';
import type { Run } from '../command.ts';
import { evaluateAsked, nothingToJudge } from '../evaluated.ts';
import { columns, type Paint } from '../terminal/paint.ts';

/** `aval evaluate [models...]`: every number with its interval, beside the version in production. Judges nothing. */
export const run: Run = async (invocation, context) => {
  const { models } = await evaluateAsked(invocation, context);
  return {
    outcome: 'ok',
    data: { models: models.map(({ evidence, trained }) => ({ trained, evidence })) },
    text: (paint) =>
      models.length === 0 ? nothingToJudge : models.map(({ evidence }) => table(evidence, paint)).join('\n\n'),
  };
};

function table(evidence: Evidence, paint: Paint): string {
  const { champion, alpha, rows, tier } = evidence;
  const against = champion ? `production ${champion.version ?? ''}`.trim() : 'baseline';
  const head = ['', 'this change', ...(champion ? [against] : []), `difference, ${levelText(alpha)}`, 'rows'];
  const reasons: string[] = [];
  const lines = evidence.measurements.map((measurement) => row(measurement, champion !== undefined, reasons));
  const title = `${paint('bold', evidence.model)}  ${rows.evaluated} ${tier} rows, against ${against}`;
  return [title, columns([head, ...lines]), ...reasons.map((reason, k) => paint('dim', `  ${mark(k)} ${reason}`))].join(
    '\n',
  );
}

const mark = (k: number): string => `(${k + 1})`;

/** A number that is undefined shows a mark; each reason is told once, under the table. */
function row(measurement: Measurement, compared: boolean, reasons: string[]): string[] {
  const { quantity, challenger, champion, difference } = measurement;
  const said = (estimate: typeof champion, signed: boolean): string => {
    if (estimate === undefined) return '';
    if (isDefined(estimate)) return estimateText(estimate, { signed });
    if (!reasons.includes(estimate.undefined)) reasons.push(estimate.undefined);
    return `– ${mark(reasons.indexOf(estimate.undefined))}`;
  };
  return [
    quantityTitle(quantity),
    said(challenger, false),
    ...(compared ? [said(champion, false)] : []),
    said(difference, true),
    countText(challenger.n),
  ];
}
