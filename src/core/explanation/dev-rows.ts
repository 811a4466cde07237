import { AvalError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { type CategoryColumn, type Frame, takeColumn, takeRows } from '../features/frame.ts';
import type { AveragedRows } from './block-means.ts';
import { randomOrder } from './permuted-frame.ts';
import { rowBlocks } from './row-blocks.ts';

/** Dev rows of an evaluation, and how numbers of them are averaged. */
export interface DevRows {
  readonly frame: Frame;
  readonly keys: readonly string[];
  readonly averaged: AveragedRows;
}

/** At most so many dev rows that count, drawn by the seed, in the frame's order. Throws `invariant` for an evaluation of other rows: nothing of the holdout is explained. */
export function devRows(evaluation: Evaluation, most: number): DevRows {
  const { tier, frame, rows, seed, project } = evaluation;
  if (tier !== 'dev')
    throw new AvalError('invariant', { rule: 'explain.tier', message: `an explanation was asked for ${tier} rows` });
  const counted = rows.filter((row) => (frame.weight?.[row] ?? 1) > 0);
  const drawn = randomOrder(counted.length, seed, 'explained').subarray(0, most).sort();
  const index = drawn.map((at) => counted[at] as number); // at < length
  const cluster = frame.cluster ?? frame.query;
  const { weight } = frame;
  return {
    frame: takeRows(frame.frame, index),
    keys: Array.from(index, (row) => frame.keys[row] ?? ''),
    averaged: {
      blocks: rowBlocks(index.length, cluster && taken(cluster, index), seed),
      ...(weight && { weight: Float64Array.from(index, (row) => weight[row] ?? 0) }),
      alpha: project.statistics.alpha,
    },
  };
}

function taken(column: CategoryColumn, index: Uint32Array): CategoryColumn {
  return takeColumn(column, index) as CategoryColumn; // takeColumn keeps the type of its column
}
