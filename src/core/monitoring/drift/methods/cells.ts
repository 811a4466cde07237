import type { BinRule } from '../../../definitions/schema/drift.ts';
import { decileEdges, equalWidthEdges } from './bin-edges.ts';
import { eachPooledValue } from './pooled-steps.ts';
import type { CategorySample, NumberSample } from './sample.ts';

/** Rows of both sides in each cell: a level, a value or a bin. */
export interface Cells {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** How numbers are put into cells. */
export interface Binning {
  readonly rule: BinRule;
  /** What edges are laid over. `reference`: values of the current rows outside of its range are in one more cell. */
  readonly over: 'reference' | 'pooled';
  /** Whether so many distinct values of the reference have a cell each. */
  readonly byValue: (distinct: number, rows: number) => boolean;
}

/** A cell for each level of either side, in order of code unit. */
export function levelCellsOf(reference: CategorySample, current: CategorySample): Cells {
  const levels = [...new Set([...reference.counts.keys(), ...current.counts.keys()])].sort();
  const side = ({ counts }: CategorySample) => Float64Array.from(levels, (level) => counts.get(level) ?? 0);
  return { reference: side(reference), current: side(current) };
}

/** A cell for each value of either side, or for each bin. */
export function numberCells(reference: NumberSample, current: NumberSample, binning: Binning): Cells {
  const [a, b] = [reference.values, current.values];
  if (!hasManyValues(a, binning)) return valueCells(a, b);
  if (binning.rule === 'deciles') {
    const edges = [-Infinity, ...decileEdges(a), Infinity];
    return { reference: binCounts(a, edges), current: binCounts(b, edges) };
  }
  const edges = [...equalWidthEdges(binning.over === 'reference' ? a : pooled(a, b), binning.rule)];
  const [before, now] = [binCounts(a, edges), binCounts(b, edges)];
  const outside = b.length - now.reduce((sum, n) => sum + n, 0);
  if (outside === 0) return { reference: before, current: now };
  return { reference: Float64Array.of(...before, 0), current: Float64Array.of(...now, outside) };
}

/** Whether values of the reference are put into bins, rather than each into a cell of its own. */
export function hasManyValues(ascending: Float64Array, { byValue }: Binning): boolean {
  return !byValue(distinctValues(ascending), ascending.length);
}

function distinctValues(ascending: Float64Array): number {
  let count = 0;
  for (let i = 0; i < ascending.length; i++) if (i === 0 || ascending[i] !== ascending[i - 1]) count++;
  return count;
}

function valueCells(a: Float64Array, b: Float64Array): Cells {
  const [reference, current]: [number[], number[]] = [[], []];
  eachPooledValue(a, b, (_, before, now) => {
    reference.push(before);
    current.push(now);
  });
  return { reference: Float64Array.from(reference), current: Float64Array.from(current) };
}

function pooled(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}

/** Ascending values in each bin, half-open but for the last. */
function binCounts(values: Float64Array, edges: readonly number[]): Float64Array {
  const last = edges.length - 1;
  const below = edges.map((edge, i) => placeOf(values, edge, i === last));
  return Float64Array.from({ length: last }, (_, i) => (below[i + 1] ?? 0) - (below[i] ?? 0));
}

/** How many ascending values are below an edge, or at it too. */
function placeOf(values: Float64Array, edge: number, inclusive: boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle] ?? Infinity;
    if (value < edge || (inclusive && value === edge)) low = middle + 1;
    else high = middle;
  }
  return low;
}
