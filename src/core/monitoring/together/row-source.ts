import { createRandom } from '../../comparison/random.ts';
import { type Frame, takeRows } from '../../features/frame.ts';
import { shuffleFirst } from './permutation-test.ts';

/** Rows that some are drawn from. */
export interface RowSource {
  /** How many there are. */
  readonly rows: number;
  /** At most so many of them, without replacement, in their order; the same each time. */
  draw(most: number): Frame;
}

export function rowSource(frame: Frame, rows: Uint32Array, seed: number): RowSource {
  return {
    rows: rows.length,
    draw(most) {
      if (rows.length <= most) return takeRows(frame, rows);
      const drawn = rows.slice();
      shuffleFirst(drawn, most, createRandom(seed));
      return takeRows(frame, drawn.slice(0, most).sort());
    },
  };
}
