import {
  meanDifferenceSampleSize,
  nonInferioritySampleSize,
  type Plan,
  pairedTSampleSize,
} from '../../core/comparison/sample-size.ts';
import { AvalError } from '../../core/errors.ts';
import { countText } from '../../core/report/number-text.ts';
import { type Invocation, type Run, textOption } from '../command.ts';
import { columns } from '../terminal/paint.ts';

/** What people most often plan for: shares of the rows, and shares of the rows that one model alone gets right. */
const usual = { margins: [0.005, 0.01, 0.02], disagreements: [0.02, 0.05, 0.1] };

/** `aval power`: how many rows a comparison needs before it can tell. Reads nothing. */
export const run: Run = async (invocation) => {
  const plan: Plan = { alpha: one(invocation, 'alpha', 0.05, 0.5), power: one(invocation, 'power', 0.8, 1) };
  const margins = several(invocation, 'margin') ?? usual.margins;
  const deviations = several(invocation, 'deviation');
  return deviations === undefined ? ofShares(invocation, plan, margins) : ofMeans(plan, margins, deviations);
};

/** Accuracy and other shares of the same rows: what varies is the rows that one model alone gets right. */
function ofShares(invocation: Invocation, plan: Plan, margins: readonly number[]): Awaited<ReturnType<Run>> {
  const disagreements = several(invocation, 'disagreement') ?? usual.disagreements;
  const rows = margins.flatMap((margin) =>
    disagreements.map((disagreement) => ({
      margin,
      disagreement,
      rows: Math.ceil(nonInferioritySampleSize(disagreement, margin, plan)),
    })),
  );
  const table = [
    ['margin \\ disagreement', ...disagreements.map((share) => `${Number((share * 100).toPrecision(4))} %`)],
    ...margins.map((margin) => [
      String(margin),
      ...rows.filter((row) => row.margin === margin).map((row) => countText(row.rows)),
    ]),
  ];
  const says = `Rows to show that a share such as accuracy is not worse by the margin, if both models are equally good. Disagreement: the share of rows that one model alone gets right.`;
  return {
    outcome: 'ok',
    data: { ...plan, rows },
    text: (paint) => [says, paint('dim', levelText(plan)), '', columns(table)].join('\n'),
  };
}

/** One number for each row, such as a loss: what varies is its difference between the models. */
function ofMeans(plan: Plan, margins: readonly number[], deviations: readonly number[]): Awaited<ReturnType<Run>> {
  const rows = margins.flatMap((margin) =>
    deviations.map((deviation) => ({
      margin,
      deviation,
      rows: Math.ceil(meanDifferenceSampleSize(deviation, margin, plan).nonInferiority),
      toSeeIt: Math.ceil(pairedTSampleSize(margin / deviation, plan)),
    })),
  );
  const table = [
    ['margin', 'deviation', 'rows: not worse by it', 'rows: a change of that size is seen'],
    ...rows.map((row) => [String(row.margin), String(row.deviation), countText(row.rows), countText(row.toSeeIt)]),
  ];
  const says =
    'Rows for a mean of one number per row, such as a loss. Deviation: the standard deviation of its difference between the models.';
  return {
    outcome: 'ok',
    data: { ...plan, rows },
    text: (paint) => [says, paint('dim', levelText(plan)), '', columns(table)].join('\n'),
  };
}

function levelText({ alpha, power }: Plan): string {
  return `alpha ${alpha} on one side, power ${power}`;
}

function one(invocation: Invocation, name: string, otherwise: number, below: number): number {
  const text = textOption(invocation, name);
  return text === undefined ? otherwise : numberIn(text, name, below);
}

/** As a person writes them: `0.01,0.02`. */
function several(invocation: Invocation, name: string): readonly number[] | undefined {
  return textOption(invocation, name)
    ?.split(',')
    .map((text) => numberIn(text, name, name === 'deviation' || name === 'margin' ? Number.POSITIVE_INFINITY : 1));
}

function numberIn(text: string, name: string, below: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < below) return number;
  const limit = Number.isFinite(below) ? ` and below ${below}` : '';
  throw new AvalError('usage', {
    rule: 'cli.power',
    message: `--${name}: expected a number above 0${limit}, found "${text}"`,
  });
}
