import { sortOrder } from '../../evaluation/sort-order.ts';

/** A rising line from scores to probabilities: straight between its points, level beyond the first and the last. */
export interface IsotonicCurve {
  /** Rising. */
  readonly scores: Float64Array;
  readonly values: Float64Array;
}

/** Neighbouring scores that share one value. */
interface Block {
  sum: number;
  rows: number;
  readonly first: number;
  last: number;
}

/**
 * The rising line that is nearest to 0/1 labels in squared error: pool adjacent violators (Ayer et al. 1955), rows of equal score as one. As in
 * scikit-learn, only the two ends of a level stretch are points of it. Scores are finite; without rows there is no point.
 */
export function fitIsotonic(score: Float64Array, label: Float64Array): IsotonicCurve {
  const blocks: Block[] = [];
  for (const row of sortOrder(score)) {
    const [at, y] = [score[row] ?? 0, label[row] ?? 0];
    const before = blocks.at(-1);
    if (before?.last === at) {
      before.sum += y;
      before.rows += 1;
    } else {
      pool(blocks); // a score's rows are all in before it is held against its neighbour
      blocks.push({ sum: y, rows: 1, first: at, last: at });
    }
  }
  pool(blocks);
  const points = blocks.flatMap(({ sum, rows, first, last }) =>
    (first === last ? [first] : [first, last]).map((at) => [at, sum / rows] as const),
  );
  return {
    scores: Float64Array.from(points, ([at]) => at),
    values: Float64Array.from(points, ([, value]) => value),
  };
}

/** Joins the newest block to those before it as long as they are not lower. */
function pool(blocks: Block[]): void {
  for (;;) {
    const [last, before] = [blocks.at(-1), blocks.at(-2)];
    if (last === undefined || before === undefined || before.sum * last.rows < last.sum * before.rows) return;
    blocks.pop();
    before.sum += last.sum;
    before.rows += last.rows;
    before.last = last.last;
  }
}

/** What the curve says of these scores; NaN of NaN, and where it has no point. */
export function onCurve({ scores, values }: IsotonicCurve, of: Float64Array): Float64Array {
  return of.map((score) => {
    const next = firstAtLeast(scores, score);
    const [low, high] = [scores[next - 1], scores[next]];
    if (Number.isNaN(score)) return score;
    if (high === undefined) return values.at(-1) ?? Number.NaN;
    if (low === undefined || high === score) return values[next] ?? Number.NaN;
    const [below, above] = [values[next - 1] ?? 0, values[next] ?? 0];
    return below + ((above - below) * (score - low)) / (high - low);
  });
}

/** Index of the first that is not below `least`; the length where all are. */
function firstAtLeast(rising: Float64Array, least: number): number {
  let [from, until] = [0, rising.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((rising[middle] ?? 0) < least) from = middle + 1;
    else until = middle;
  }
  return from;
}
