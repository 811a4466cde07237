import { effectiveRows } from '../../evaluation/sample-weights.ts';
import { sortOrder } from '../../evaluation/sort-order.ts';

const binCount = 10;

/**
 * How many reference rows are worth anything to a window whose scores lie elsewhere: Kish's effective number, were the reference weighted to have the
 * window's scores, tenth by tenth of its own. All of them where the window looks like the reference, 0 where no score is like any of it.
 */
export function similarRows(reference: Float64Array, window: Float64Array): number {
  const edges = tenths(reference);
  const [before, now] = [countsOf(reference, edges), countsOf(window, edges)];
  const weight = Float64Array.from(reference, (score) => {
    const bin = binOf(score, edges);
    return (now[bin] ?? 0) / (before[bin] ?? 1);
  });
  return effectiveRows(weight);
}

/** Upper edges of all bins but the last. */
function tenths(score: Float64Array): readonly number[] {
  const rising = [...sortOrder(score)].map((row) => score[row] ?? 0);
  return Array.from({ length: binCount - 1 }, (_, k) => rising[Math.floor(((k + 1) * rising.length) / binCount)] ?? 0);
}

function countsOf(score: Float64Array, edges: readonly number[]): Float64Array {
  const counts = new Float64Array(binCount);
  for (const s of score) counts[binOf(s, edges)] = (counts[binOf(s, edges)] ?? 0) + 1;
  return counts;
}

function binOf(score: number, edges: readonly number[]): number {
  const above = edges.findIndex((edge) => score < edge);
  return above < 0 ? edges.length : above;
}
