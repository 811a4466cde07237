import { createRandom } from '../comparison/random.ts';

/** Any number does; the same rows are drawn again. */
const seed = 7;

/** `wanted` of `rows` rows in ascending order, each set as likely (selection sampling, Knuth's algorithm S); all where there are no more. */
export function sampledRows(rows: number, wanted: number): Uint32Array {
  const random = createRandom(seed);
  const chosen = new Uint32Array(Math.min(rows, wanted));
  for (let row = 0, found = 0; found < chosen.length; row++) {
    if ((rows - row) * (random.next() / 2 ** 32) >= chosen.length - found) continue;
    chosen[found] = row;
    found += 1;
  }
  return chosen;
}
