import type { CategoryColumn } from '../../features/frame.ts';
import { logarithm } from '../logarithm.ts';

/** Ranks that count: LightGBM's `lambdarank_truncation_level`. */
export const truncation = 30;

/** Rows that are ranked query by query; columns of equal length. */
export interface QueryRows {
  /** Relevance, 0 or more. */
  readonly label: Float64Array;
  /** A row that names none is a query of its own. */
  readonly query?: CategoryColumn | undefined;
  readonly weight?: Float64Array | undefined;
}

/** The rows of one query in order, and how much it counts: as much as its rows do on average. */
export interface OneQuery {
  readonly rows: Uint32Array;
  readonly weight: number;
}

/** The queries in the order of their first rows. A row alone has no order, and is left out. */
export function queriesOf({ label, query, weight }: QueryRows): readonly OneQuery[] {
  const found = new Map<number, number[]>();
  for (const row of label.keys()) {
    const code = query?.codes[row] ?? -1;
    if (code < 0) continue;
    const rows = found.get(code);
    if (rows === undefined) found.set(code, [row]);
    else rows.push(row);
  }
  return [...found.values()].flatMap((rows) => {
    if (rows.length < 2) return [];
    const mean = rows.reduce((sum, row) => sum + (weight?.[row] ?? 1), 0) / rows.length;
    return [{ rows: Uint32Array.from(rows), weight: mean }];
  });
}

/** Rows from the highest score down; of equal scores the one with the lower `tie` first, or the first row. */
export function ranked(rows: Uint32Array, scores: Float64Array, tie?: Float64Array): Uint32Array {
  const of = (values: Float64Array, row: number) => values[row] as number; // a row of these values
  return rows.toSorted((a, b) => of(scores, b) - of(scores, a) || (tie ? of(tie, a) - of(tie, b) : 0) || a - b);
}

/** 1 / log2(rank + 2) of so many ranks from 0 on, with the same bits everywhere. */
export function rankDiscounts(ranks: number): Float64Array {
  return Float64Array.from({ length: ranks }, (_, rank) => Math.LN2 / logarithm(rank + 2));
}

const discounts = rankDiscounts(truncation);

/** One over the discounted gain of the best order of a query's first 30 rows; 0 where no row is relevant. */
export function inverseBest(label: Float64Array, rows: Uint32Array): number {
  const best = ranked(rows, label).subarray(0, truncation);
  const gain = best.reduce((sum, row, rank) => sum + (label[row] as number) * (discounts[rank] as number), 0); // rows of these labels
  return gain > 0 ? 1 / gain : 0;
}
