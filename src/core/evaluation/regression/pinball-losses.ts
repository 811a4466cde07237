import type { Sample } from '../sample.ts';

/** Loss of predicting quantile `q` of the target, per row: q (y - ŷ) when too low, (1 - q) (ŷ - y) when too high. Koenker and Bassett (1978). */
export function pinballLosses({ label, score }: Sample, q: number): Float64Array {
  return label.map((y, i) => {
    const tooLow = y - (score[i] ?? 0);
    return tooLow > 0 ? q * tooLow : (q - 1) * tooLow;
  });
}
