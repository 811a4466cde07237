import type { Gates } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import { type ModelFrame, parts } from '../features/frame.ts';

/** A constant answer: what happens without a model. `decided` when it is a class rather than a probability: then no threshold is fitted to it. */
export interface Baseline {
  readonly score: number;
  readonly decided: boolean;
}

/**
 * The declared baseline. Binary: a label is the class itself, `rate` and `mean` the share of positives in the training part, `majority` its
 * larger class (positive when equal). Regression: a number, or `mean` (also called `rate`) of the training part.
 * Throws `config` for an answer that the task can't give, `evidence` when the training part has no labelled rows.
 */
export function baselineOf(gates: Gates, frame: ModelFrame): Baseline {
  const { task, label, baseline } = gates.problem;
  const { predict } = baseline;
  if (predict === 'rate' || predict === 'mean') return { score: trainingMean(gates.model, frame), decided: false };
  if (task === 'binary') {
    if (predict === 'majority') return { score: trainingMean(gates.model, frame) >= 0.5 ? 1 : 0, decided: true };
    const positive =
      label.above === undefined ? String(predict) === String(label.positive) : Number(predict) > label.above;
    return { score: positive ? 1 : 0, decided: true };
  }
  if (typeof predict === 'number') return { score: predict, decided: true };
  throw new AvalError('config', {
    rule: 'evaluate.baseline',
    message: `${gates.model}: the baseline "${predict}" is not an answer to a regression`,
    hint: 'Expected a number, or "mean".',
  });
}

function trainingMean(model: string, frame: ModelFrame): number {
  const train = parts.indexOf('train');
  const labels = frame.label.filter((label, row) => frame.part[row] === train && !Number.isNaN(label));
  if (labels.length > 0) return labels.reduce((sum, label) => sum + label, 0) / labels.length;
  throw new AvalError('evidence', {
    rule: 'evaluate.noTrainingRows',
    message: `${model}: the training part has no labelled row, so its baseline can't be computed`,
    hint: 'Check the dev and holdout rules: together they leave nothing to train on.',
  });
}
