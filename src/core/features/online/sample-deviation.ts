/**
 * The standard deviation of a sample by Welford's recurrence (Technometrics 4, 1962), step by step as DuckDB's `stddev_samp`, so that the bits
 * are the same; NaN for fewer than two values.
 */
export function sampleDeviation(values: readonly number[]): number {
  let [mean, squares] = [0, 0];
  for (const [before, value] of values.entries()) {
    const next = mean + (value - mean) / (before + 1);
    squares += (value - next) * (value - mean);
    mean = next;
  }
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1));
}
