import { hanleyMcneilError } from '../../comparison/hanley-mcneil.ts';
import { rankByScore } from '../ranking.ts';
import type { Badness, Cell, Sized } from './badness.ts';

/** Rows of either class that an AUC needs: of one or two the spread is unseen, so that the error is far too small. */
const fewestOfClass = 5;

/** Badness of a ranking: 1 - the (weighted) ROC AUC among the rows themselves. Equal scores count half. */
export function aucBadness(label: Float64Array, score: Float64Array, weight?: Float64Array): Badness {
  const { order } = rankByScore(score);
  const ranked = { label, score, order, weight };
  return { cells: (cellOf, count) => aucCells(ranked, cellOf, count), of: (rows) => aucOf(ranked, rows) };
}

interface Ranked {
  readonly label: Float64Array;
  readonly score: Float64Array;
  /** Rows from the highest score down. */
  readonly order: Uint32Array;
  readonly weight: Float64Array | undefined;
}

/** One pass down the ranking, with the running sums of every cell; rows in no cell run along in one more. */
function aucCells({ label, score, order, weight }: Ranked, cellOf: Uint16Array, count: number): readonly Cell[] {
  const [above, below, tiedAbove, tiedBelow, area] = fiveOf(() => new Float64Array(count + 1));
  const [positiveRows, rows] = [new Uint32Array(count + 1), new Uint32Array(count + 1)];
  const last = new Float64Array(count + 1).fill(Number.NaN);
  for (let i = 0; i < order.length; i += 1) {
    const row = order[i] ?? 0;
    const cell = cellOf[row] ?? count;
    const own = score[row] ?? Number.NaN;
    if (last[cell] !== own) {
      const [p, n, ahead] = [tiedAbove[cell] ?? 0, tiedBelow[cell] ?? 0, above[cell] ?? 0];
      area[cell] = (area[cell] ?? 0) + n * (ahead + p / 2);
      above[cell] = ahead + p;
      below[cell] = (below[cell] ?? 0) + n;
      tiedAbove[cell] = 0;
      tiedBelow[cell] = 0;
      last[cell] = own;
    }
    const w = weight === undefined ? 1 : (weight[row] ?? 0);
    rows[cell] = (rows[cell] ?? 0) + 1;
    if (label[row] === 1) {
      tiedAbove[cell] = (tiedAbove[cell] ?? 0) + w;
      positiveRows[cell] = (positiveRows[cell] ?? 0) + 1;
    } else tiedBelow[cell] = (tiedBelow[cell] ?? 0) + w;
  }
  return Array.from({ length: count }, (_, cell): Cell => {
    const [p, n, ahead] = [tiedAbove[cell] ?? 0, tiedBelow[cell] ?? 0, above[cell] ?? 0];
    const auc = ((area[cell] ?? 0) + n * (ahead + p / 2)) / ((ahead + p) * ((below[cell] ?? 0) + n));
    const [all, positives] = [rows[cell] ?? 0, positiveRows[cell] ?? 0];
    const known = Math.min(positives, all - positives) >= fewestOfClass;
    if (!known) return { rows: all, value: Number.NaN, error: Number.NaN };
    return { rows: all, value: 1 - auc, error: hanleyMcneilError(auc, positives, all - positives) };
  });
}

function fiveOf<T>(make: () => T): [T, T, T, T, T] {
  return [make(), make(), make(), make(), make()];
}

/** DeLong's components of these rows: each row's share of the other class on its right side, against the mean of those. */
function aucOf({ label, score, order, weight }: Ranked, rows: Uint32Array): Sized {
  const weightOf = (row: number) => (weight === undefined ? 1 : (weight[row] ?? 0));
  const place = new Int32Array(label.length).fill(-1);
  for (const [i, row] of rows.entries()) place[row] = i;
  const own = order.filter((row) => (place[row] ?? -1) >= 0);
  let [positives, negatives] = [0, 0];
  let positiveRows = 0;
  for (const row of own) {
    if (label[row] === 1) {
      positives += weightOf(row);
      positiveRows += 1;
    } else negatives += weightOf(row);
  }
  if (Math.min(positiveRows, own.length - positiveRows) < fewestOfClass) return unknown(rows.length);
  const wrong = new Float64Array(rows.length);
  let [positivesAbove, negativesAbove, start, value] = [0, 0, 0, 0];
  for (let end = 0; end < own.length; end += 1) {
    if (end + 1 < own.length && score[own[end + 1] ?? 0] === score[own[end] ?? 0]) continue;
    const tie = own.subarray(start, end + 1);
    let [p, n] = [0, 0];
    for (const row of tie) {
      if (label[row] === 1) p += weightOf(row);
      else n += weightOf(row);
    }
    for (const row of tie) {
      wrong[place[row] ?? 0] =
        label[row] === 1 ? (negativesAbove + n / 2) / negatives : 1 - (positivesAbove + p / 2) / positives;
    }
    value += (p * (negativesAbove + n / 2)) / (positives * negatives);
    positivesAbove += p;
    negativesAbove += n;
    start = end + 1;
  }
  const influence = Float64Array.from(rows, (row, i) => {
    const of = label[row] === 1 ? positives : negatives;
    return (weightOf(row) * ((wrong[i] ?? 0) - value)) / of;
  });
  return { value, influence };
}

function unknown(rows: number): Sized {
  return { value: Number.NaN, influence: new Float64Array(rows).fill(Number.NaN) };
}
