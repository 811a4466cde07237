import * as z from 'zod';
import { compactionCoin } from './compaction-coin.ts';
import { levelCapacity, totalCapacity } from './sketch-capacity.ts';

/** Size of the top level. 256 keeps the rank error of a single quantile below about 1.1 % (99 %). */
const sketchSize = 256;
/** No sketch holds more items: the sum of capacities that shrink by a third, and of 50 smallest ones. */
const maximumItems = 3 * sketchSize + 50 * 8;

/**
 * KLL quantile sketch (Karnin, Lang and Liberty 2016): each item of level h stands for 2^h values. Deterministic: the coin of each compaction
 * comes from `seed` and the number of compactions before it. Items of a level are ascending.
 */
export const quantileSketchSchema = z
  .strictObject({
    count: z.int().min(0),
    seed: z.int().min(0).max(0xffff_ffff),
    compactions: z.int().min(0),
    levels: z.array(z.array(z.number()).max(maximumItems)).max(50),
  })
  .refine((sketch) => weightOf(sketch.levels) === sketch.count, 'the weights of the items are not the count')
  .refine((sketch) => sketch.levels.every(isAscending), 'the items of a level are not ascending');
export type QuantileSketch = z.output<typeof quantileSketchSchema>;

/** Sketch of finite values. */
export function sketchQuantiles(values: Float64Array, seed: number): QuantileSketch {
  const sketch = { seed, compactions: 0, levels: [[]] as number[][] };
  let free = totalCapacity(sketchSize, 1);
  for (const value of values) {
    (sketch.levels[0] ?? []).push(value);
    free -= 1;
    if (free > 0) continue;
    compress(sketch);
    free = totalCapacity(sketchSize, sketch.levels.length) - itemsOf(sketch.levels);
  }
  return finished(sketch, values.length);
}

/** Sketch of both streams. The seed is the first one's. */
export function mergeQuantileSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  const height = Math.max(a.levels.length, b.levels.length);
  const levels = Array.from({ length: height }, (_, h) => [...(a.levels[h] ?? []), ...(b.levels[h] ?? [])]);
  const merged = { seed: a.seed, compactions: a.compactions + b.compactions, levels };
  while (itemsOf(levels) >= totalCapacity(sketchSize, levels.length)) compress(merged);
  return finished(merged, a.count + b.count);
}

interface Working {
  readonly seed: number;
  compactions: number;
  readonly levels: number[][];
}

/** Halves the lowest level that is full: of each two neighbours one goes up with twice the weight; an odd item stays. */
function compress(sketch: Working): void {
  const { levels } = sketch;
  const full = levels.findIndex((items, h) => items.length >= levelCapacity(sketchSize, levels.length, h));
  const items = (levels[full] ?? []).sort((a, b) => a - b);
  const stays = items.length % 2 === 1 ? items.slice(-1) : [];
  const above = levels[full + 1] ?? [];
  const coin = compactionCoin(sketch.seed, sketch.compactions);
  for (let i = coin; i < items.length - stays.length; i += 2) above.push(items[i] ?? Number.NaN);
  levels[full] = stays;
  levels[full + 1] = above;
  sketch.compactions += 1;
}

function finished(sketch: Working, count: number): QuantileSketch {
  const levels = sketch.levels.map((items) => items.sort((a, b) => a - b));
  while (levels.at(-1)?.length === 0) levels.pop();
  return { count, seed: sketch.seed, compactions: sketch.compactions, levels };
}

const itemsOf = (levels: readonly (readonly number[])[]) => levels.reduce((sum, items) => sum + items.length, 0);
const weightOf = (levels: readonly (readonly number[])[]) =>
  levels.reduce((sum, items, h) => sum + items.length * 2 ** h, 0);
const isAscending = (items: readonly number[]) => items.every((item, i) => i === 0 || (items[i - 1] ?? item) <= item);
