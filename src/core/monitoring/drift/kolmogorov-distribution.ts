/** Up to this many values the exact distribution is computed; its matrices grow with n D. */
const exactUpTo = 140;

/** P(D_n >= d) of the two-sided one-sample Kolmogorov-Smirnov statistic. Above 140 values by its limit, within about 0.001. */
export function kolmogorovUpperTail(d: number, n: number): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  const lower = n <= exactUpTo ? exactLower(d, n) : limitLower((Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * d);
  return Math.min(1, Math.max(0, 1 - lower));
}

/** The limiting distribution, at the argument that Stephens (1970) corrects for n. */
function limitLower(z: number): number {
  let [upper, sign] = [0, 1];
  for (let k = 1; k <= 100; k++, sign = -sign) {
    const term = Math.exp(-2 * k * k * z * z);
    upper += 2 * sign * term;
    if (term < 1e-17) break;
  }
  return 1 - upper;
}

type Matrix = readonly (readonly number[])[];

/** P(D_n < d) by Marsaglia, Tsang and Wang (2003): the middle element of the n-th power of a small matrix. */
function exactLower(d: number, n: number): number {
  const k = Math.floor(n * d) + 1;
  const power = powerOf({ matrix: stepMatrix(k, k - n * d), exponent: 0 }, n);
  let [result, exponent] = [power.matrix[k - 1]?.[k - 1] ?? 0, power.exponent];
  for (let i = 1; i <= n; i++) {
    result *= i / n;
    if (result < 1e-140) [result, exponent] = [result * 1e140, exponent - 140];
  }
  return result * 10 ** exponent;
}

function stepMatrix(k: number, h: number): Matrix {
  const size = 2 * k - 1;
  const factorial = (m: number): number => (m < 2 ? 1 : m * factorial(m - 1));
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      if (i - j + 1 < 0) return 0;
      let value = 1;
      if (j === 0) value -= h ** (i + 1);
      if (i === size - 1) value -= h ** (size - j);
      if (i === size - 1 && j === 0) value += 2 * h - 1 > 0 ? (2 * h - 1) ** size : 0;
      return value / factorial(i - j + 1);
    }),
  );
}

/** A matrix times ten to `exponent`, so that high powers neither vanish nor overflow. */
interface Scaled {
  readonly matrix: Matrix;
  readonly exponent: number;
}

function powerOf(base: Scaled, n: number): Scaled {
  if (n === 1) return base;
  const half = powerOf(base, Math.floor(n / 2));
  const square = product(half, half);
  return n % 2 === 0 ? square : product(base, square);
}

function product(a: Scaled, b: Scaled): Scaled {
  const exponent = a.exponent + b.exponent;
  const matrix = a.matrix.map((row) =>
    row.map((_, j) => row.reduce((sum, value, k) => sum + value * (b.matrix[k]?.[j] ?? 0), 0)),
  );
  const middle = matrix[matrix.length >> 1]?.[matrix.length >> 1] ?? 0;
  if (middle < 1e140) return { matrix, exponent };
  return { matrix: matrix.map((row) => row.map((value) => value * 1e-140)), exponent: exponent + 140 };
}
