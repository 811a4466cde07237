import { isDefined } from '../../core/evaluation/estimate.ts';
import type { Evidence, Measurement } from '../../core/gate/evidence.ts';
import { quantityTitle } from '../../core/gate/quantity-title.ts';
import { estimateText } from '../../core/report/number-text.ts';
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
  const level = `${Math.round((1 - 2 * evidence.alpha) * 1000) / 10} %`;
  const against = evidence.champion ? `production ${evidence.champion.version ?? ''}`.trim() : 'baseline';
  const head = [
    '',
    'this change',
    ...(evidence.champion ? [against] : []),
    `difference to ${evidence.champion ? 'production' : against}, ${level}`,
    'rows',
  ];
  const rows = evidence.measurements.map((measurement) => row(measurement, evidence.champion !== undefined));
  return `${paint('bold', evidence.model)}  ${evidence.rows.evaluated} ${evidence.tier} rows\n${columns([head, ...rows])}`;
}

function row({ quantity, challenger, champion, difference }: Measurement, compared: boolean): string[] {
  const said = (estimate: typeof champion, signed: boolean): string => {
    if (estimate === undefined) return '';
    return isDefined(estimate) ? estimateText(estimate, { signed }) : `undefined: ${estimate.undefined}`;
  };
  return [
    quantityTitle(quantity),
    said(challenger, false),
    ...(compared ? [said(champion, false)] : []),
    said(difference, true),
    String(challenger.n),
  ];
}
