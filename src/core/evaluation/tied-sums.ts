import type { Ranking } from './ranking.ts';
import type { Counts } from './statistic.ts';

/** Running sum of a column down a ranking. Equal scores share theirs evenly, so the order within a tie does not matter. */
export interface TiedSums {
  /** Rows in all, each as often as it counts. */
  readonly total: number;
  /** Sum over the first `rows` rows, also for part of a row; `rows` in [0, total]. */
  at(rows: number): number;
}

/** Sums of the ranking with any counts; they are overwritten by the next call. */
export function tiedSums(ranking: Ranking, column: Float64Array): (counts: Counts) => TiedSums {
  const knots = knotsOf(ranking, column);
  return (counts) => {
    const { ends, sums } = knots(counts);
    return { total: ends.at(-1) ?? 0, at: (rows) => interpolate(ends, sums, rows) };
  };
}

/** Sums of the ranking without one row, for any row, in time logarithmic in rows for each answer. */
export function tiedSumsWithout(ranking: Ranking, column: Float64Array): (row: number) => TiedSums {
  const { order, endsTie } = ranking;
  const { ends, sums } = knotsOf(ranking, column)(new Uint32Array(order.length).fill(1));
  const tieOf = new Uint32Array(order.length);
  let tie = 0;
  for (const [place, row] of order.entries()) {
    tieOf[row] = tie;
    tie += endsTie[place] ?? 0;
  }
  return (row) => {
    const own = column[row] ?? 0;
    const which = tieOf[row] ?? 0;
    const [start, end] = [ends[which] ?? 0, (ends[which + 1] ?? 0) - 1];
    const [before, after] = [sums[which] ?? 0, (sums[which + 1] ?? 0) - own];
    return {
      total: order.length - 1,
      at: (rows) => {
        if (rows <= start) return interpolate(ends, sums, rows);
        if (rows >= end) return interpolate(ends, sums, rows + 1) - own;
        return before + ((after - before) * (rows - start)) / (end - start);
      },
    };
  };
}

/** Rows and sums up to the end of each tie, from nothing on. Resampling spends its time here, so what doesn't depend on counts is made once. */
function knotsOf({ order, endsTie }: Ranking, column: Float64Array) {
  const ranked = Float64Array.from(order, (row) => column[row] ?? 0);
  const ties = endsTie.reduce((sum, ends) => sum + ends, 0);
  const [ends, sums] = [new Float64Array(ties + 1), new Float64Array(ties + 1)];
  return (counts: Counts) => {
    let [rows, sum, tie] = [0, 0, 0];
    for (let place = 0; place < order.length; place += 1) {
      const count = counts[order[place] ?? 0] ?? 0;
      rows += count;
      sum += count * (ranked[place] ?? 0);
      if (endsTie[place] === 0) continue;
      tie += 1;
      ends[tie] = rows;
      sums[tie] = sum;
    }
    return { ends, sums };
  };
}

function interpolate(ends: Float64Array, sums: Float64Array, rows: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) >= rows) high = middle;
    else low = middle + 1;
  }
  const [end, sum] = [ends[low] ?? 0, sums[low] ?? 0];
  if (low === 0 || end <= rows) return sum;
  const [start, before] = [ends[low - 1] ?? 0, sums[low - 1] ?? 0];
  return before + ((sum - before) * (rows - start)) / (end - start);
}
