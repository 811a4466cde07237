/** Whose distances the median is taken of: of the reference, of the pooled rows, or across the two sides. */
export const bandwidthRules = ['reference', 'pooled', 'cross'] as const;
export type BandwidthRule = (typeof bandwidthRules)[number];

/**
 * Width sigma of the kernel exp(-d² / 2 sigma²) by the median heuristic: sigma² is half a median of squared distances. `distances` is their matrix of
 * order `count`, the first `reference` rows are the reference's. 0 where half of the pairs are the same.
 *
 * `reference`: the upper median with each row's distance 0 to itself; `cross`: element floor(nm / 2) - 1 of the sorted ones, as alibi-detect;
 * `pooled`: the median of all pairs (Gretton et al. 2012).
 */
export function medianBandwidth(
  distances: Float64Array,
  count: number,
  reference: number,
  rule: BandwidthRule,
): number {
  const chosen = chosenPairs(distances, count, reference, rule).sort();
  const at = (place: number): number => chosen[Math.max(0, Math.min(chosen.length - 1, place))] ?? 0;
  const half = chosen.length / 2;
  switch (rule) {
    case 'reference':
      return Math.sqrt(at(Math.floor(half)) / 2);
    case 'cross':
      return Math.sqrt(at(Math.floor(half) - 1) / 2);
    case 'pooled':
      return Math.sqrt((at(Math.ceil(half) - 1) + at(Math.floor(half))) / 4);
  }
}

function chosenPairs(distances: Float64Array, count: number, reference: number, rule: BandwidthRule): Float64Array {
  const row = (i: number, from: number, to: number) => distances.subarray(i * count + from, i * count + to);
  const rows = Array.from({ length: rule === 'pooled' ? count : reference }, (_, i) => {
    if (rule === 'pooled') return row(i, 0, i);
    return rule === 'reference' ? row(i, 0, reference) : row(i, reference, count);
  });
  const pairs = new Float64Array(rows.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const one of rows) {
    pairs.set(one, filled);
    filled += one.length;
  }
  return pairs;
}
