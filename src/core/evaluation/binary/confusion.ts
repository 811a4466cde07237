/** Decisions against what happened, as (weighted) rows. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Counts 0/1 decisions against 0/1 labels; each row counts `weight`, or 1. */
export function confusion(label: Float64Array, predicted: Float64Array, weight?: Float64Array): Confusion {
  const cells = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const [i, y] of label.entries()) {
    const cell = y === 1 ? (predicted[i] === 1 ? 'tp' : 'fn') : predicted[i] === 1 ? 'fp' : 'tn';
    cells[cell] += weight === undefined ? 1 : (weight[i] ?? 0);
  }
  return cells;
}
