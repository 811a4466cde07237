import { meansOf, type Rows } from './rows.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** The few directions in which most of the reference varies. */
export interface Components {
  readonly mean: Float64Array;
  /** Standard deviation of each number; 1 where it never varies. */
  readonly scale: Float64Array;
  readonly vectors: readonly Float64Array[];
  /** Share of all variance, of each. */
  readonly explained: readonly number[];
}

/**
 * Principal components of standardised rows. `wanted` 1 or more: so many; below 1: as few as together explain more than that share. As NannyML's data
 * reconstruction, by scikit-learn's rules.
 */
export function fitComponents(rows: Rows, wanted: number): Components {
  const { count, width, values } = rows;
  const mean = meansOf(rows);
  const squares = meansOf({ ...rows, values: values.map((value, at) => (value - (mean[at % width] ?? 0)) ** 2) });
  const scale = squares.map((variance) => (variance > 0 ? Math.sqrt(variance) : 1));
  const { values: variances, vectors } = symmetricEigen(correlations(rows, mean, scale), width);
  const total = variances.reduce((sum, value) => sum + value, 0) || count;
  const shares = variances.map((value) => value / total);
  const kept = wanted >= 1 ? Math.min(wanted, width) : fewestFor(wanted, shares);
  return { mean, scale, vectors: vectors.slice(0, kept), explained: shares.slice(0, kept) };
}

/** Of each row the length of what the components leave out, in standard deviations. */
export function reconstructionErrors(
  { mean, scale, vectors }: Components,
  { count, width, values }: Rows,
): Float64Array {
  const errors = new Float64Array(count);
  const left = new Float64Array(width);
  for (let row = 0; row < count; row += 1) {
    for (let k = 0; k < width; k += 1) {
      left[k] = ((values[row * width + k] as number) - (mean[k] as number)) / (scale[k] as number); // k < width
    }
    for (const vector of vectors) {
      const along = dot(vector, left);
      for (let k = 0; k < width; k += 1) (left[k] as number) -= along * (vector[k] as number); // as above
    }
    errors[row] = Math.sqrt(dot(left, left));
  }
  return errors;
}

/** Mean and standard deviation (of n, not n - 1). */
export function spreadOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** How far the mean of so many rows may be off: the standard error of the mean, by n - 1. NaN of one row. */
export function meanError(values: Float64Array): number {
  return spreadOf(values).deviation / Math.sqrt(values.length - 1);
}

/** Mean of the parts' errors, 3 standard deviations down and up. */
export function usualErrors(parts: Float64Array): { readonly low: number; readonly high: number } {
  const { mean, deviation } = spreadOf(parts);
  return { low: Math.max(0, mean - 3 * deviation), high: mean + 3 * deviation };
}

/** Mean error of each run of so many rows; what is left over at the end is a part of its own. */
export function partErrors(errors: Float64Array, size: number): Float64Array {
  const parts = Math.ceil(errors.length / size);
  return Float64Array.from({ length: parts }, (_, k) => spreadOf(errors.subarray(k * size, (k + 1) * size)).mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number); // both have as many
  return sum;
}

function fewestFor(share: number, shares: readonly number[]): number {
  let sum = 0;
  const last = shares.findIndex((own) => {
    sum += own;
    return sum > share;
  });
  return last < 0 ? shares.length : last + 1;
}

function correlations({ count, width, values }: Rows, mean: Float64Array, scale: Float64Array): Float64Array {
  const sums = new Float64Array(width * width);
  for (let row = 0; row < count; row += 1) {
    const at = (k: number) => ((values[row * width + k] as number) - (mean[k] as number)) / (scale[k] as number); // k < width
    for (let i = 0; i < width; i += 1) {
      const left = at(i);
      for (let j = 0; j <= i; j += 1) (sums[i * width + j] as number) += (left * at(j)) / count;
    }
  }
  return sums.map((_, at) => sums[Math.max(at, (at % width) * width + Math.floor(at / width))] ?? 0);
}
