import { createRandom } from '../comparison/random.ts';
import { digestOf } from '../digest.ts';
import { type Frame, takeColumn } from '../features/frame.ts';

/** The frame with one column's values in another order: row i has what row `order[i]` had. The other columns stay. */
export function permutedFrame(frame: Frame, column: string, order: Uint32Array): Frame {
  const columns = new Map(frame.columns);
  const old = columns.get(column);
  if (old !== undefined) columns.set(column, takeColumn(old, order));
  return { rows: frame.rows, columns };
}

/** An order of `rows` rows that the seed and the name fix, whatever else is permuted: Fisher and Yates's shuffle. */
export function randomOrder(rows: number, seed: number, name: string): Uint32Array {
  const random = createRandom(Number.parseInt(digestOf(`${seed} ${name}`).slice(-8), 16));
  const order = new Uint32Array(rows).map((_, row) => row);
  for (let last = rows - 1; last > 0; last -= 1) {
    const other = Math.floor((random.next() / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
