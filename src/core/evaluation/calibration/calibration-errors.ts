import { degenerate, type MetricValue } from '../metric-value.ts';
import type { Bins } from './bins.ts';

/** How far the mean score of the rows of a bin is from their positive rate, with its weight: the bin's share of the rows. */
interface Gap {
  readonly gap: number;
  readonly share: number;
}

/** Expected calibration error: the mean gap over bins, weighted by rows; 0 to 1. Naeini, Cooper and Hauskrecht (2015). */
export function expectedCalibrationError(bins: Bins): MetricValue {
  return ofGaps(bins, (gaps) => gaps.reduce((sum, { gap, share }) => sum + share * gap, 0));
}

/** Maximum calibration error: the largest gap of any bin that has rows. */
export function maximumCalibrationError(bins: Bins): MetricValue {
  return ofGaps(bins, (gaps) => gaps.reduce((most, { gap }) => Math.max(most, gap), 0));
}

/** Root of the mean squared gap over bins, weighted by rows. */
export function rootMeanSquaredCalibrationError(bins: Bins): MetricValue {
  return ofGaps(bins, (gaps) => Math.sqrt(gaps.reduce((sum, { gap, share }) => sum + share * gap * gap, 0)));
}

function ofGaps({ rows, scores, positives }: Bins, how: (gaps: readonly Gap[]) => number): MetricValue {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const gaps: Gap[] = [];
  for (const [bin, count] of rows.entries()) {
    if (count <= 0) continue;
    const gap = Math.abs((scores[bin] ?? 0) - (positives[bin] ?? 0)) / count;
    gaps.push({ gap, share: count / total });
  }
  return gaps.length > 0 ? { value: how(gaps) } : degenerate('no rows');
}
