/** The first place in `sorted[from, to)` whose value is not below `value`; `to` where there is none. */
export function lowerBound(sorted: Float64Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Number.NaN) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place whose value is above `value`. */
export function upperBound(sorted: Float64Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Number.NaN) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
