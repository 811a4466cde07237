import type { Gates } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import { costOptimalThreshold } from './binary/cost-optimal-threshold.ts';

/** Labels and scores of the dev rows, by which a threshold may be fitted. */
export interface DevRows {
  readonly label: Float64Array;
  readonly score: Float64Array;
}

/**
 * Positive when the score is at least this: the fixed threshold, or the one of least expected cost on the labelled dev rows; never fitted on the
 * rows under evaluation of another tier. Throws `config` without costs, `evidence` without labelled dev rows.
 */
export function thresholdOf(gates: Gates, dev: DevRows | undefined): number {
  const { threshold } = gates.evaluate;
  if (threshold !== 'costOptimal') return threshold;
  const { costs } = gates.problem;
  if (costs === undefined) {
    throw new AvalError('config', {
      rule: 'evaluate.costs',
      message: `${gates.model}: the threshold is costOptimal, and problem.costs says no cost`,
      hint: 'Add problem.costs, or give the threshold as a number.',
    });
  }
  const known = dev ? [...dev.label.keys()].filter((row) => !Number.isNaN(dev.label[row] ?? Number.NaN)) : [];
  if (dev === undefined || known.length === 0) {
    throw new AvalError('evidence', {
      rule: 'evaluate.dev',
      message: `${gates.model}: no labelled dev row to fit the costOptimal threshold on`,
      hint: 'Set rows aside with data.dev, or give the threshold as a number.',
    });
  }
  const take = (values: Float64Array) => Float64Array.from(known, (row) => values[row] ?? Number.NaN);
  return costOptimalThreshold(take(dev.label), take(dev.score), costs).threshold;
}
