import type { Bins } from './bins.ts';

/**
 * Parts of the Brier score: reliability - resolution + uncertainty, exactly when scores are constant within bins. Murphy
 * (1973). NaN without rows.
 */
export interface BrierDecomposition {
  /** Mean squared gap between score and positive rate of a bin: 0 is calibrated. */
  readonly reliability: number;
  /** Mean squared distance of the bins' positive rates from that of all rows: how well outcomes are told apart. */
  readonly resolution: number;
  /** Variance of the outcome itself: no model changes it. */
  readonly uncertainty: number;
}

export function brierDecomposition({ rows, scores, positives }: Bins): BrierDecomposition {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const rate = positives.reduce((sum, count) => sum + count, 0) / total;
  let [reliability, resolution] = [0, 0];
  for (const [bin, count] of rows.entries()) {
    if (count <= 0) continue;
    const [score, own] = [(scores[bin] ?? 0) / count, (positives[bin] ?? 0) / count];
    reliability += (count * (score - own) ** 2) / total;
    resolution += (count * (own - rate) ** 2) / total;
  }
  return { reliability, resolution, uncertainty: rate * (1 - rate) };
}
