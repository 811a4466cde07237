/** The values that are there (not NaN), ascending: whatever is computed from them doesn't depend on the order of rows. */
export function sortedValues(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/**
 * Quantile by linear interpolation (type 7 of Hyndman and Fan 1996, numpy's default). `sorted` is ascending and not empty, `probability` 0 to 1.
 */
export function interpolatedQuantile(sorted: Float64Array, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (position - below) * (high - low);
}

/** Arithmetic mean of a list that is not empty. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
