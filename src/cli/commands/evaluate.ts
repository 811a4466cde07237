import { AvalError } from '../../core/errors.ts';
import { isDefined } from '../../core/evaluation/estimate.ts';
import type { AlsoMeasure } from '../../core/evaluation/package-measures.ts';
import { countedUnitOf } from '../../core/gate/counted-unit.ts';
import type { Evidence, Measurement, Quantity } from '../../core/gate/evidence.ts';
import { quantityTitle } from '../../core/gate/quantity-title.ts';
import { estimateText, levelText, rowCountText } from '../../core/report/number-text.ts';
import { oneLine } from '../../core/report/plain-text.ts';
import { segmentsTable, segmentsText } from '../../core/report/segments-table.ts';
import { weightedRowsTexts } from '../../core/report/weighted-rows.ts';
import type { Invocation, Run } from '../command.ts';
import { evaluateAsked, nothingToJudge } from '../evaluated.ts';
import { packageTables } from '../package-tables.ts';
import { columns, type Paint } from '../terminal/paint.ts';
import { reportFile, writeReport } from '../write-report.ts';

/** `aval evaluate [models...]`: every number with its interval, beside the version in production. Judges nothing. */
export const run: Run = async (invocation, context) => {
  const report = await reportFile(invocation, context);
  const session = await evaluateAsked(invocation, context, alsoMeasured(invocation));
  const { models } = session;
  if (report !== undefined) await writeReport(session, report, context);
  return {
    outcome: 'ok',
    data: { models: models.map(({ evidence, trained }) => ({ trained, evidence })), ...(report && { report }) },
    text: (paint) =>
      models.length === 0
        ? nothingToJudge
        : models.flatMap(({ evidence }) => [table(evidence, paint), ...packageTables(evidence, paint)]).join('\n\n'),
  };
};

function alsoMeasured({ options }: Invocation): AlsoMeasure | undefined {
  const [importance, latency] = [options['importance'] === true, options['latency'] === true];
  if (!importance && !latency) return undefined;
  if (options['holdout'] !== true) return { importance, latency };
  throw new AvalError('usage', {
    rule: 'cli.devOnly',
    message: '--importance and --latency are measured on the dev rows',
    hint: 'Leave --holdout out, or ask for them by a rule in gates.yaml.',
  });
}

function table(evidence: Evidence, paint: Paint): string {
  const { champion, alpha, rows, tier } = evidence;
  const against = champion ? `production ${champion.version ?? ''}`.trim() : 'baseline';
  const head = [
    '',
    'this change',
    ...(champion ? [against] : []),
    `difference, ${levelText(alpha)}`,
    countedUnitOf(evidence),
  ];
  const reasons: string[] = [];
  const lines = evidence.measurements.map((measurement) => row(measurement, champion !== undefined, reasons));
  const title = `${paint('bold', evidence.model)}  ${rows.evaluated} ${tier} rows, against ${against}`;
  const weighted = weightedRowsTexts(rows).map((said) => paint('dim', `  ${said}`));
  return [
    title,
    ...weighted,
    columns([head, ...lines]),
    ...reasons.map((reason, k) => paint('dim', `  ${mark(k)} ${oneLine(reason)}`)),
    ...segmentLines(evidence, paint),
  ].join('\n');
}

/** Segments that are answered worse, under what was searched; nothing where none was found. */
function segmentLines({ segments }: Evidence, paint: Paint): string[] {
  if (segments === undefined || segments.found.length === 0) return [];
  const { head, rows } = segmentsTable(segments);
  return [paint('dim', `  ${segmentsText(segments)}`), columns([[...head], ...rows.map((row) => [...row])])];
}

const mark = (k: number): string => `(${k + 1})`;

/** What rules ask for beside the plain number has it in another unit, or at another level. */
function titleOf(quantity: Quantity): string {
  const { alpha, oneOf } = quantity.level ?? {};
  const strict = alpha === undefined ? '' : `, for a rule of alpha ${alpha}`;
  const any = oneOf === undefined ? '' : `, for one of ${oneOf} rules`;
  return `${quantityTitle(quantity)}${isShareOfOther(quantity) ? ', as a share' : ''}${strict}${any}`;
}

/** Its difference is a share of the number that this change is compared with. */
function isShareOfOther({ relative, group }: Quantity): boolean {
  return relative === true && group?.reference === undefined;
}

/** A number that is undefined shows a mark; each reason is told once, under the table. */
function row(measurement: Measurement, compared: boolean, reasons: string[]): string[] {
  const { quantity, challenger, champion, difference } = measurement;
  const said = (estimate: typeof champion, signed: boolean): string => {
    if (estimate === undefined) return '';
    if (isDefined(estimate)) return estimateText(estimate, { signed, percent: signed && isShareOfOther(quantity) });
    if (!reasons.includes(estimate.undefined)) reasons.push(estimate.undefined);
    return `– ${mark(reasons.indexOf(estimate.undefined))}`;
  };
  return [
    titleOf(quantity),
    said(challenger, false),
    ...(compared ? [said(champion, false)] : []),
    said(difference, true),
    rowCountText(challenger),
  ];
}
