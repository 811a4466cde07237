import { binomial } from '../coalitions.ts';

/**
 * Halved Shapley interaction values of the game in which `value` is had by coalitions with every feature that only the row meets (a of them) and none that
 * only the other meets (b): of two of the first kind (a − 2)! b! / (a + b − 1)!, of two of the second a! (b − 2)! / (a + b − 1)!, of one of each
 * −(a − 1)! (b − 1)! / (a + b − 1)!. Adds them to `out`, features × features.
 */
export function addPairsOfRow(value: number, own: Uint8Array, other: Uint8Array, out: Float64Array): void {
  const width = own.length;
  let [a, b] = [0, 0];
  for (let j = 0; j < width; j++) {
    if (own[j] === other[j]) {
      if (own[j] === 0) return;
    } else if (own[j]) a++;
    else b++;
  }
  const n = a + b;
  if (n < 2) return;
  const half = value / (2 * (n - 1));
  const [alike, apart] = [half / binomial(n - 2, a - 2), -half / binomial(n - 2, a - 1)];
  const absent = half / binomial(n - 2, a);
  for (let i = 0; i < width; i++) {
    if (own[i] === other[i]) continue;
    for (let j = 0; j < width; j++) {
      if (j === i || own[j] === other[j]) continue;
      (out[i * width + j] as number) += own[i] !== own[j] ? apart : own[i] ? alike : absent;
    }
  }
}

/** Adds `scale` times the halved mixed slopes of a product of factors, each with its own slope: one for each two features. */
export function addMixedSlopes(scale: number, slopes: Float64Array, factors: Float64Array, out: Float64Array): void {
  const width = slopes.length;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) {
      let mixed = (scale / 2) * (slopes[i] as number) * (slopes[j] as number);
      for (let k = 0; k < width; k++) if (k !== i && k !== j) mixed *= factors[k] as number;
      (out[i * width + j] as number) += mixed;
      (out[j * width + i] as number) += mixed;
    }
  }
}
