import { type ModelFrame, parts } from '../features/frame.ts';

/** Which rows of a tier are evaluated, and why the others are not. Each row is counted once; a missing label comes first, then a weight of 0. */
export interface EvaluatedRows {
  /** Positions in `rows` (and in the scores that go with it), in order. */
  readonly positions: Uint32Array;
  readonly trainedOn: number;
  readonly unlabelled: number;
  /** Rows of weight 0. */
  readonly weightless: number;
}

/** Labelled rows of some weight that no model trained on; of a ranking, of queries of which no model has seen a row. `trainedOn` holds, for each model, 1 at the positions of rows it learned from. */
export function evaluatedRows(
  frame: ModelFrame,
  rows: Uint32Array,
  trainedOn: readonly (Uint8Array | undefined)[],
): EvaluatedRows {
  const positions: number[] = [];
  const seen = seenQueries(frame, rows, trainedOn);
  let [unlabelled, weightless] = [0, 0];
  for (const [position, row] of rows.entries()) {
    if (Number.isNaN(frame.label[row] ?? Number.NaN)) unlabelled++;
    else if (frame.weight?.[row] === 0) weightless++;
    else if (!trainedOn.some((flags) => flags?.[position] === 1) && !seen.has(frame.query?.codes[row] ?? -1))
      positions.push(position);
  }
  return {
    positions: Uint32Array.from(positions),
    unlabelled,
    weightless,
    trainedOn: rows.length - unlabelled - weightless - positions.length,
  };
}

/** Queries are ranked whole, so one of which a model learned from a row, or that a window cut off the training part, is left out whole. */
function seenQueries(
  { query, part }: ModelFrame,
  rows: Uint32Array,
  trainedOn: readonly (Uint8Array | undefined)[],
): ReadonlySet<number> {
  const seen = new Set<number>();
  if (query === undefined) return seen;
  const train = parts.indexOf('train');
  for (const [row, code] of query.codes.entries()) if (part[row] === train) seen.add(code);
  for (const flags of trainedOn) {
    for (const [position, flag] of flags?.entries() ?? []) {
      if (flag === 1) seen.add(query.codes[rows[position] ?? 0] ?? -1);
    }
  }
  seen.delete(-1); // a row that names no query stands alone
  return seen;
}
