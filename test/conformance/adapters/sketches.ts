import { quantile } from '../../../src/core/comparison/quantile.ts';
import {
  distinctCount,
  mergeDistinctSketches,
  sketchDistinct,
} from '../../../src/core/monitoring/profile/distinct-sketch.ts';
import { mergeQuantileSketches, sketchQuantiles } from '../../../src/core/monitoring/profile/quantile-sketch.ts';
import { sketchedQuantile } from '../../../src/core/monitoring/profile/sketched-quantile.ts';
import { generatedNumbers, generatedTexts } from '../generators.ts';
import { type Adapter, column, number, values } from '../shapes.ts';

/** The parts that a stream is cut into and merged from. */
const parts = 20;

function cut<T>(length: number, part: (start: number, end: number) => T): T[] {
  const size = length / parts;
  return Array.from({ length: parts }, (_, i) => part(i * size, (i + 1) * size));
}

/** A case bounds what a sketch may miss by, and names only exact values. */
function requireWithin(missed: number, bound: number): void {
  if (!(Math.abs(missed) <= bound)) throw new Error(`the sketch misses by ${missed}, more than ${bound}`);
}

export const sketchAdapters: Readonly<Record<string, Adapter>> = {
  quantile_sketch: ({ generator }, { probs, max_rank_error: bound }) => {
    const stream = generatedNumbers(values(generator));
    const merged = cut(stream.length, (start, end) => sketchQuantiles(stream.slice(start, end), 0));
    const whole = sketchQuantiles(stream, 0);
    for (const sketch of [whole, merged.reduce(mergeQuantileSketches)]) {
      for (const p of column(probs)) {
        const rank = stream.filter((value) => value <= sketchedQuantile(sketch, p)).length / stream.length;
        requireWithin(rank - p, number(bound));
      }
    }
    const sorted = stream.toSorted();
    return {
      exact: Array.from(column(probs), (p) => quantile(sorted, p, 'inverted_cdf')),
      first_three: [...stream.slice(0, 3)],
    };
  },
  distinct_sketch: ({ generator }, { relative_error_3_sigma: bound }) => {
    const stream = generatedTexts(values(generator));
    const exact = new Set(stream).size;
    const merged = cut(stream.length, (start, end) => sketchDistinct(stream.slice(start, end)));
    for (const sketch of [sketchDistinct(stream), merged.reduce(mergeDistinctSketches)])
      requireWithin(distinctCount(sketch) / exact - 1, number(bound));
    return { exact };
  },
};
