import type { Gates } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import { type ModelFrame, parts } from '../features/frame.ts';

/** A constant answer: what happens without a model. `decided` when it is a class rather than a probability: then no threshold is fitted to it. */
export interface Baseline {
  /** What it answers for each row: a number, or the probability of every class. */
  readonly answer: readonly number[];
  readonly decided: boolean;
}

/**
 * The declared baseline. Binary: a label is the class itself, `rate` and `mean` the share of positives in the training part, `majority` its
 * larger class (positive when equal). Multiclass: the same of each class; of equally large ones the first. Regression: a number, or `mean` (also
 * called `rate`) of the training part. Ranking: no order, every row scores the same. Rows count by their weight.
 * Throws `config` for an answer that the task can't give, `evidence` when the training part has no labelled rows.
 */
export function baselineOf(gates: Gates, frame: ModelFrame): Baseline {
  const { task, label, baseline } = gates.problem;
  const { predict } = baseline;
  const average = predict === 'rate' || predict === 'mean';
  if (task === 'ranking') return average ? { answer: [0], decided: true } : noAnswer(gates);
  if (task === 'multiclass') return classBaseline(gates, frame);
  if (average) return { answer: [trainingMean(gates.model, frame)], decided: false };
  if (task === 'binary') {
    if (predict === 'majority') return { answer: [trainingMean(gates.model, frame) >= 0.5 ? 1 : 0], decided: true };
    const positive =
      label.above === undefined ? String(predict) === String(label.positive) : Number(predict) > label.above;
    return { answer: [positive ? 1 : 0], decided: true };
  }
  return typeof predict === 'number' ? { answer: [predict], decided: true } : noAnswer(gates);
}

/**
 * What no model at all reaches by the training part alone: the rates of its classes, or its mean. Undefined where the declared baseline is that, or its
 * majority, and for rankings.
 */
export function trivialBaseline(gates: Gates, frame: ModelFrame): Baseline | undefined {
  const { problem } = gates;
  const { predict } = problem.baseline;
  if (problem.task === 'ranking' || predict === 'rate' || predict === 'mean' || predict === 'majority')
    return undefined;
  return baselineOf({ ...gates, problem: { ...problem, baseline: { predict: 'rate' } } }, frame);
}

function classBaseline(gates: Gates, frame: ModelFrame): Baseline {
  const { predict } = gates.problem.baseline;
  const classes = (gates.problem.label.classes ?? []).map(String);
  const average = predict === 'rate' || predict === 'mean';
  if (!average && predict !== 'majority') {
    const which = classes.indexOf(String(predict));
    return which === -1 ? noAnswer(gates) : { answer: classes.map((_, k) => (k === which ? 1 : 0)), decided: true };
  }
  const shares = classes.map((_, k) => trainingMean(gates.model, frame, (label) => (label === k ? 1 : 0)));
  if (average) return { answer: shares, decided: false };
  const largest = shares.indexOf(Math.max(...shares));
  return { answer: shares.map((_, k) => (k === largest ? 1 : 0)), decided: true };
}

const answers = {
  binary: 'Expected a class, "majority" or "rate".',
  multiclass: 'Expected one of label.classes, "majority" or "rate".',
  regression: 'Expected a number, or "mean".',
  ranking: 'Without a model rows have no order: leave the baseline out.',
} as const;

function noAnswer({ model, problem }: Gates): never {
  throw new AvalError('config', {
    rule: 'evaluate.baseline',
    message: `${model}: the baseline "${problem.baseline.predict}" is not an answer to a ${problem.task} task`,
    hint: answers[problem.task],
  });
}

function trainingMean(model: string, frame: ModelFrame, of: (label: number) => number = (label) => label): number {
  const train = parts.indexOf('train');
  let [sum, total] = [0, 0];
  for (const [row, label] of frame.label.entries()) {
    if (frame.part[row] !== train || Number.isNaN(label)) continue;
    const weight = frame.weight === undefined ? 1 : (frame.weight[row] ?? 0);
    sum += weight * of(label);
    total += weight;
  }
  if (total > 0) return sum / total;
  throw new AvalError('evidence', {
    rule: 'evaluate.noTrainingRows',
    message: `${model}: the training part has no labelled row, so its baseline can't be computed`,
    hint: 'Check the dev and holdout rules: together they leave nothing to train on.',
  });
}
