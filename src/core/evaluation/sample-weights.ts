/** Rows of equal weight that would say as much: (Σw)² / Σw², whatever the unit of the weights. Kish (1965). 0 without rows. */
export function effectiveRows(weight: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const w of scaledWeights(weight)) {
    sum += w;
    squares += w * w;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/**
 * Weights whose mean is at least 1 and less than 2, so that rows are still counted as rows where a metric asks for two of them.
 * Only powers of two are divided out: no digit of a weight is lost. No rows, or weights of 0: as they are.
 */
export function scaledWeights(weight: Float64Array): Float64Array {
  const mean = weight.reduce((sum, w) => sum + w, 0) / weight.length;
  if (!(mean > 0)) return weight;
  const scale = 2 ** -Math.floor(Math.log2(mean));
  return weight.map((w) => w * scale);
}
