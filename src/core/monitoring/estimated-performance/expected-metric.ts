import type { Estimate } from '../../evaluation/estimate.ts';
import type { Metric } from '../../evaluation/metric.ts';
import type { MetricEstimate } from '../realised-metrics.ts';
import type { Answers } from './answers.ts';
import type { Expectation } from './expectation.ts';
import { type Straying, undefinedAtTraining, windowEstimate } from './window-interval.ts';

/** A metric whose number is expected without labels. */
export interface EstimatedQuantity {
  readonly name: MetricEstimate['metric'];
  readonly metric: Metric;
  /** On the dev rows of training. */
  readonly reference: Estimate;
  /** Undefined: it has no number at training. */
  readonly straying: Straying | undefined;
}

/** Where a metric of rows without labels is expected to be found, two-sided 1 - 2 alpha. */
export async function expectedMetric(
  expectation: Expectation,
  { metric, reference, straying }: EstimatedQuantity,
  answers: Answers,
  alpha: number,
): Promise<Estimate> {
  const { rows } = answers.frame;
  if (straying === undefined) return { undefined: undefinedAtTraining(reference) ?? 'no number at training', n: rows };
  const expected = await expectation.expect(metric, answers);
  if ('undefined' in expected) return { ...expected, n: rows };
  const { value, n, ofOneRow = straying.ofOneRow, learnedFrom = straying.rows } = expected;
  const { method } = expectation;
  const learned = { ofOneRow: Math.max(ofOneRow, straying.ofOneRow), rows: learnedFrom };
  return windowEstimate(metric, { value, n, method, rows, ofOneRow }, learned, alpha);
}
