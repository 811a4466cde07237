/** Quantile of ascending values by linear interpolation (type 7, numpy's default). `p` in [0, 1]; no values: NaN. */
export function quantile(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}
