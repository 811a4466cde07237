import type { MetricValue } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';
import type { Agreement } from './agreement.ts';
import { decidedRight, predictedPositive } from './decisions.ts';

/** A measure of agreement between the decisions at the threshold and the labels. */
export function agreementStatistic(sample: Sample, of: (agreement: Agreement) => MetricValue): Statistic {
  const columns = [sample.label, predictedPositive(sample), decidedRight(sample)];
  return sumStatistic(columns, ({ total, of: [positives = 0, called = 0, right = 0] }) =>
    of({ right, truth: [total - positives, positives], predicted: [total - called, called] }),
  );
}
