import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { partialMeanStatistic, ratioStatistic } from '../sum-statistic.ts';
import { absoluteErrors } from './errors.ts';

/** scikit-learn's least denominator, which turns one target of 0 into a figure like 2e15. */
const smallestTarget = 2 ** -52;
/** With a target this close to 0 a percentage means nothing. */
const nearZero = 1e-8;

/** |error| / max(|target|, eps), per row. */
function absolutePercentageErrors(sample: Sample, eps: number = smallestTarget): Float64Array {
  return absoluteErrors(sample).map((error, i) => error / Math.max(Math.abs(sample.label[i] ?? 0), eps));
}

/** Mean absolute percentage error (scikit-learn), as a share; degenerate where a target is near 0. */
export function meanAbsolutePercentageErrorStatistic(sample: Sample, eps?: number): Statistic {
  const isDefined = sample.label.map((y) => (Math.abs(y) < nearZero ? 0 : 1));
  return partialMeanStatistic(absolutePercentageErrors(sample, eps), isDefined, 'a target is near 0');
}

/** 2 |error| / (|target| + |prediction|), per row: symmetric percentage errors, 0 where both are 0. Makridakis (1993). */
export function symmetricPercentageErrors(sample: Sample): Float64Array {
  return absoluteErrors(sample).map((error, i) => {
    const size = Math.abs(sample.label[i] ?? 0) + Math.abs(sample.score[i] ?? 0);
    return size > 0 ? (2 * error) / size : 0;
  });
}

/** Σ |error| / Σ |target|: weighted absolute percentage error. */
export function weightedAbsolutePercentageErrorStatistic(sample: Sample): Statistic {
  return ratioStatistic(absoluteErrors(sample), sample.label.map(Math.abs), 'every target is 0');
}
