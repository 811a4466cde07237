import { hash } from 'node:crypto';
import { type CategoryColumn, takeColumn, takeRows } from '../../features/frame.ts';
import type { TrainingData } from '../engine.ts';

/** Training data in two parts: to learn from, and to tell when to stop. */
export interface SetAside {
  readonly learn: TrainingData;
  readonly watch: TrainingData;
}

/**
 * Sets aside the rows whose keyed hash falls below `share`: sha256 of "early-stopping", seed and row key, or query of a ranking: queries stay whole. A row stays on
 * its side when others come or go; only rows of a class of several that would have none to learn from are all learned from.
 */
export function setAside(data: TrainingData, share: number, seed: number): SetAside {
  const threshold = share * 2 ** 32;
  const learn: number[] = [];
  const watch: number[] = [];
  for (const [row, own] of data.keys.entries()) {
    const key = data.query?.levels[data.query.codes[row] ?? -1] ?? own;
    const digest = hash('sha256', `early-stopping\n${seed}\n${key}`, 'buffer');
    (digest.readUInt32BE(0) < threshold ? watch : learn).push(row);
  }
  const [kept, moved] = data.task === 'multiclass' ? withEveryClass(data.label, learn, watch) : [learn, watch];
  return { learn: take(data, kept), watch: take(data, moved) };
}

function withEveryClass(label: Float64Array, learn: readonly number[], watch: readonly number[]) {
  const learned = new Set(learn.map((row) => label[row]));
  const isLearned = (row: number) => learned.has(label[row]);
  const all = [...learn, ...watch.filter((row) => !isLearned(row))].sort((a, b) => a - b);
  return [all, watch.filter(isLearned)] as const;
}

function take(data: TrainingData, rows: readonly number[]): TrainingData {
  const index = Uint32Array.from(rows);
  const { task, classes, weight, query } = data;
  return {
    task,
    ...(classes && { classes }),
    ...(query && { query: takeColumn(query, index) as CategoryColumn }), // takeColumn keeps the type
    ...(weight && { weight: Float64Array.from(index, (row) => weight[row] as number) }),
    frame: takeRows(data.frame, index),
    label: Float64Array.from(index, (row) => data.label[row] as number), // rows of this very table
    keys: rows.map((row) => data.keys[row] as string),
  };
}
