import { studentQuantile } from '../../comparison/student-t.ts';
import type { Badness } from './badness.ts';

/** A segment held against all other rows, higher being worse. */
export interface SegmentComparison {
  readonly segment: number;
  readonly rest: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly error: number;
  /** Rows, or clusters where rows come in them, of the smaller side. */
  readonly units: number;
}

/**
 * Segment minus rest, each bound at one-sided `alpha`: linearised, with Student's t of the smaller side. `clusterOf` numbers the cluster of each row, for rows
 * that are not independent; then the influences of a cluster are added up before they are squared (for ROC AUC that is Obuchowski 1997). Undefined
 * where a number or its error is.
 */
export function compareSegment(
  badness: Badness,
  inside: Uint32Array,
  outside: Uint32Array,
  alpha: number,
  clusterOf?: Uint32Array,
): SegmentComparison | undefined {
  const [of, rest] = [badness.of(inside), badness.of(outside)];
  const units = Math.min(...[inside, outside].map((rows) => distinct(rows, clusterOf)));
  const variance = clusterOf
    ? clusteredVariance([inside, outside], [of.influence, rest.influence.map((own) => -own)], clusterOf)
    : [of, rest].reduce((sum, { influence }) => sum + sumOfSquares(influence) * corrected(influence.length), 0);
  const error = Math.sqrt(variance);
  const difference = of.value - rest.value;
  if (!(error > 0) || !Number.isFinite(difference) || units < 2) return undefined;
  const half = studentQuantile(1 - alpha, units - 1) * error;
  const [low, high] = [difference - half, difference + half];
  return { segment: of.value, rest: rest.value, difference, low, high, error, units };
}

/** ddof 1. */
function corrected(n: number): number {
  return n / (n - 1);
}

/**
 * Each side is corrected by its own clusters, as if it stood alone: a segment of three among hundreds is known no better for them. A cluster on both sides adds
 * up with either factor, so its covariance gets their geometric mean: exact where all clusters are on both sides, and never a negative variance.
 */
function clusteredVariance(
  sides: readonly Uint32Array[],
  influences: readonly Float64Array[],
  clusterOf: Uint32Array,
): number {
  const sums = new Map<number, number>();
  for (const [side, rows] of sides.entries()) {
    const scale = Math.sqrt(corrected(distinct(rows, clusterOf)));
    for (const [i, row] of rows.entries()) {
      const cluster = clusterOf[row] ?? 0;
      sums.set(cluster, (sums.get(cluster) ?? 0) + scale * (influences[side]?.[i] ?? 0));
    }
  }
  return sumOfSquares(Float64Array.from(sums.values()));
}

function distinct(rows: Uint32Array, clusterOf: Uint32Array | undefined): number {
  return clusterOf === undefined ? rows.length : new Set(Array.from(rows, (row) => clusterOf[row])).size;
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
