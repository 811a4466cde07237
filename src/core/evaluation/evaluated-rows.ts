import type { ModelFrame } from '../features/frame.ts';

/** Which rows of a tier are evaluated, and why the others are not. Each row is counted once; a missing label comes first. */
export interface EvaluatedRows {
  /** Positions in `rows` (and in the scores that go with it), in order. */
  readonly positions: Uint32Array;
  readonly trainedOn: number;
  readonly unlabelled: number;
}

/** Labelled rows that no model trained on. `trainedOn` holds, for each model, 1 at the positions of rows it learned from. */
export function evaluatedRows(
  frame: ModelFrame,
  rows: Uint32Array,
  trainedOn: readonly (Uint8Array | undefined)[],
): EvaluatedRows {
  const positions: number[] = [];
  let unlabelled = 0;
  for (const [position, row] of rows.entries()) {
    if (Number.isNaN(frame.label[row] ?? Number.NaN)) unlabelled++;
    else if (!trainedOn.some((flags) => flags?.[position] === 1)) positions.push(position);
  }
  return {
    positions: Uint32Array.from(positions),
    unlabelled,
    trainedOn: rows.length - unlabelled - positions.length,
  };
}
