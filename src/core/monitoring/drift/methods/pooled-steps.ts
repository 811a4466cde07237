/** One value of two pooled samples: how many rows of each have it. */
export type Step = (value: number, a: number, b: number) => void;

/** Walks over the distinct values of two ascending samples, in order. */
export function eachPooledValue(a: Float64Array, b: Float64Array, visit: Step): void {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    const [fromA, fromB] = [i, j];
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    visit(value, i - fromA, j - fromB);
  }
}
