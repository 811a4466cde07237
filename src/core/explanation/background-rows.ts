import { digestOfJson } from '../digest.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { type Frame, parts, takeRows } from '../features/frame.ts';
import { randomOrder } from './permuted-frame.ts';

export interface Background {
  readonly frame: Frame;
  /** Of the keys of its rows. */
  readonly digest: string;
}

/** At most so many training rows, drawn by the seed, in the frame's order; dev rows where the rules leave none to train. Never others. */
export function backgroundRows(
  { frame, rows, seed }: Pick<Evaluation, 'frame' | 'rows' | 'seed'>,
  most: number,
): Background {
  const train = parts.indexOf('train');
  const trained = new Uint32Array(frame.part.length).map((_, row) => row).filter((row) => frame.part[row] === train);
  const pool = trained.length > 0 ? trained : rows;
  const drawn = randomOrder(pool.length, seed, 'background').subarray(0, most).sort();
  const index = drawn.map((at) => pool[at] as number); // at < length
  return {
    frame: takeRows(frame.frame, index),
    digest: digestOfJson(Array.from(index, (row) => frame.keys[row] ?? '').sort()),
  };
}
