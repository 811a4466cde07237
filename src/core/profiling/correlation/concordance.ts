import { sortOrder } from '../../evaluation/sort-order.ts';
import { RowsBelow } from './rows-below.ts';

/** Of each row, by rows. */
export interface Concordance {
  /** Rows that stand to it in the same order in both columns, less those in opposite order. */
  readonly excess: Float64Array;
  /** Rows with the same value, itself too. */
  readonly tiedX: Float64Array;
  readonly tiedY: Float64Array;
}

/** Of two columns of finite numbers, in O(n log n): up the first column, with a tree that counts values of the second. */
export function concordance(x: Float64Array, y: Float64Array): Concordance {
  const n = x.length;
  const [excess, tiedX] = [new Float64Array(n), new Float64Array(n)];
  const { place, tied: tiedY, below, places } = levelsOf(y);
  const seen = new RowsBelow(places);
  const order = sortOrder(x);
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && x[order[end] ?? 0] === x[order[start] ?? 0]) end += 1;
    const tie = order.subarray(start, end);
    for (const row of tie) {
      const at = place[row] ?? 0;
      const [less, upTo] = [seen.below(at), seen.below(at + 1)];
      excess[row] = less - (start - upTo);
      tiedX[row] = tie.length;
    }
    for (const row of tie) seen.add(place[row] ?? 0);
    for (const row of tie) {
      const at = place[row] ?? 0;
      const [less, upTo] = [seen.below(at), seen.below(at + 1)];
      const laterLess = (below[row] ?? 0) - less;
      const laterMore = n - (below[row] ?? 0) - (tiedY[row] ?? 0) - (end - upTo);
      excess[row] = (excess[row] ?? 0) + laterMore - laterLess;
    }
    start = end;
  }
  return { excess, tiedX, tiedY };
}

/** Of each row: the place of its value among the different ones, rows with that value, and rows with a smaller one. */
function levelsOf(values: Float64Array) {
  const n = values.length;
  const order = sortOrder(values);
  const [place, tied, below] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let [places, start] = [0, 0];
  for (let end = 1; end <= n; end++) {
    if (end < n && values[order[end] ?? 0] === values[order[start] ?? 0]) continue;
    for (const row of order.subarray(start, end)) [place[row], tied[row], below[row]] = [places, end - start, start];
    places += 1;
    start = end;
  }
  return { place, tied, below, places };
}
