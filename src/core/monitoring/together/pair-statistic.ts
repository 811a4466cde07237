/** How far the pairs within each side are from those across: with pairs of a row and itself (V-statistic), and without (U-statistic). */
export interface PairStatistic {
  readonly biased: number;
  readonly unbiased: number;
}

/**
 * Mean within the reference + mean within the current rows - twice the mean across, for any choice of the rows that are the current ones. Of kernel
 * values that is the squared maximum mean discrepancy (Gretton et al. 2012); of negative distances, biased, the energy statistic (Szekely and Rizzo
 * 2013). `matrix` is symmetric, of order `count`, row by row. Each choice of m rows takes m² / 2 additions.
 */
export function pairStatistic(matrix: Float64Array, count: number): (current: Uint32Array) => PairStatistic {
  const diagonal = Float64Array.from({ length: count }, (_, i) => matrix[i * count + i] ?? 0);
  const others = Float64Array.from(diagonal, (own, i) => sumOf(matrix.subarray(i * count, (i + 1) * count)) - own);
  const [allPairs, allOwn] = [sumOf(others) / 2, sumOf(diagonal)];
  return (current) => {
    const [n, m] = [count - current.length, current.length];
    let [within, own, reaching] = [0, 0, 0];
    for (let a = 0; a < m; a += 1) {
      const from = (current[a] as number) * count; // a < m
      for (let b = 0; b < a; b += 1) within += matrix[from + (current[b] as number)] as number;
      own += diagonal[current[a] as number] as number;
      reaching += others[current[a] as number] as number;
    }
    const across = reaching - 2 * within;
    const before = allPairs - across - within;
    const between = (2 * across) / (n * m);
    return {
      biased: (2 * before + allOwn - own) / (n * n) + (2 * within + own) / (m * m) - between,
      unbiased: (2 * before) / (n * (n - 1)) + (2 * within) / (m * (m - 1)) - between,
    };
  };
}

/** exp(-d² / 2 sigma²) of each squared distance of a symmetric matrix. */
export function gaussianKernel(distances: Float64Array, count: number, sigma: number): Float64Array {
  const kernel = new Float64Array(distances.length);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const value = Math.exp(-(distances[i * count + j] as number) / (2 * sigma * sigma)); // i, j < count
      kernel[i * count + j] = value;
      kernel[j * count + i] = value;
    }
  }
  return kernel;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
