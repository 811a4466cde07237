import { hash } from 'node:crypto';
import { takeRows } from '../../features/frame.ts';
import type { TrainingData } from '../engine.ts';

/** Training data in two parts: to learn from, and to tell when to stop. */
export interface SetAside {
  readonly learn: TrainingData;
  readonly watch: TrainingData;
}

/**
 * Sets aside the rows whose keyed hash falls below `share`: sha256 of "early-stopping", seed and row key. A row stays on
 * its side when others come or go.
 */
export function setAside(data: TrainingData, share: number, seed: number): SetAside {
  const threshold = share * 2 ** 32;
  const learn: number[] = [];
  const watch: number[] = [];
  for (const [row, key] of data.keys.entries()) {
    const digest = hash('sha256', `early-stopping\n${seed}\n${key}`, 'buffer');
    (digest.readUInt32BE(0) < threshold ? watch : learn).push(row);
  }
  return { learn: take(data, learn), watch: take(data, watch) };
}

function take(data: TrainingData, rows: readonly number[]): TrainingData {
  const index = Uint32Array.from(rows);
  return {
    task: data.task,
    frame: takeRows(data.frame, index),
    label: Float64Array.from(index, (row) => data.label[row] as number), // rows of this very table
    keys: rows.map((row) => data.keys[row] as string),
  };
}
