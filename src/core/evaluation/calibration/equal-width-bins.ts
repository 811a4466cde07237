import type { Sample } from '../sample.ts';
import { type Binned, emptyBins } from './bins.ts';

/**
 * Bins of equal width on [0, 1]: row i goes to min(⌊score · count⌋, count - 1), so that a score on an edge belongs to the bin
 * above it; `edges` puts it below, as scikit-learn's calibration_curve does.
 */
export function equalWidthBins({ label, score }: Sample, count: number, edges: 'above' | 'below' = 'above'): Binned {
  const place = (s: number) => (edges === 'above' ? Math.floor(s * count) : Math.ceil(s * count) - 1);
  const binOf = Uint32Array.from(score, (s) => Math.min(count - 1, Math.max(0, place(s))));
  const found = emptyBins(count);
  const add = (row: number, times: number) => {
    const bin = binOf[row] ?? 0;
    found.rows[bin] = (found.rows[bin] ?? 0) + times;
    found.scores[bin] = (found.scores[bin] ?? 0) + times * (score[row] ?? 0);
    found.positives[bin] = (found.positives[bin] ?? 0) + times * (label[row] ?? 0);
  };
  const bins: Binned['bins'] = (counts) => {
    for (const column of Object.values(found)) column.fill(0);
    for (let row = 0; row < binOf.length; row += 1) add(row, counts[row] ?? 0);
    return found;
  };
  let all: typeof found | undefined;
  return {
    bins,
    without(row) {
      all ??= structuredClone(bins(new Uint32Array(binOf.length).fill(1)));
      found.rows.set(all.rows);
      found.scores.set(all.scores);
      found.positives.set(all.positives);
      add(row, -1);
      return found;
    },
  };
}
