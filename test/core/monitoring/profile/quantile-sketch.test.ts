import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  mergeQuantileSketches,
  type QuantileSketch,
  quantileSketchSchema,
  sketchQuantiles,
} from '../../../../src/core/monitoring/profile/quantile-sketch.ts';
import { sketchedQuantile, sketchedShare } from '../../../../src/core/monitoring/profile/sketched-quantile.ts';
import { lcgStream } from './lcg-stream.ts';

const probabilities = [0.01, 0.1, 0.5, 0.9, 0.99];

/** Greatest distance between the rank of an estimate and the rank asked for, as a share of the count. */
function worstRankError(sketch: QuantileSketch, values: Float64Array): number {
  const errors = probabilities.map((p) => {
    const estimate = sketchedQuantile(sketch, p);
    return Math.abs(values.filter((v) => v <= estimate).length / values.length - p);
  });
  return Math.max(...errors);
}

test('the stream is that of the conformance case', () => {
  expect([...lcgStream(3)]).toEqual([0.6551540484651923, 0.30481432331725955, 0.6749606337398291]);
});

test('quantiles of 20,000 values are within the rank error, whole or merged from 20 parts, for every seed', () => {
  const values = lcgStream(20_000);
  for (let seed = 0; seed < 25; seed += 1) {
    expect(worstRankError(sketchQuantiles(values, seed), values)).toBeLessThan(0.0133);
    const parts = Array.from({ length: 20 }, (_, i) => sketchQuantiles(values.slice(i * 1000, i * 1000 + 1000), seed));
    expect(worstRankError(parts.reduce(mergeQuantileSketches), values)).toBeLessThan(0.0133);
  }
});

test('sorted input is no harder than random input', () => {
  const values = lcgStream(20_000).sort();
  expect(worstRankError(sketchQuantiles(values, 1), values)).toBeLessThan(0.0133);
  expect(worstRankError(sketchQuantiles(values.toReversed(), 1), values)).toBeLessThan(0.0133);
});

test('compactions do not lean to one side', () => {
  const values = lcgStream(20_000);
  const shares = Array.from({ length: 60 }, (_, seed) => sketchedShare(sketchQuantiles(values, seed), 0.5) - 0.5);
  const bias = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(Math.abs(bias)).toBeLessThan(0.002);
  expect(new Set(shares).size).toBeGreaterThan(20);
});

test('few values are kept as they are', () => {
  const sketch = sketchQuantiles(Float64Array.of(5, 1, 3, 2), 7);
  expect(sketch).toEqual({ count: 4, seed: 7, compactions: 0, levels: [[1, 2, 3, 5]] });
  expect([0, 0.25, 0.26, 1].map((p) => sketchedQuantile(sketch, p))).toEqual([1, 1, 2, 5]);
  expect(sketchedShare(sketch, 2.5)).toBe(0.5);
});

test('no values have no quantile', () => {
  const empty = sketchQuantiles(new Float64Array(), 7);
  expect(sketchedQuantile(empty, 0.5)).toBeNaN();
  expect(sketchedShare(empty, 0.5)).toBeNaN();
  const some = sketchQuantiles(lcgStream(3000), 7);
  expect(mergeQuantileSketches(empty, some)).toEqual(some);
  expect(mergeQuantileSketches(some, empty)).toEqual(some);
});

test('no value is lost or counted twice, whatever the sizes that are merged', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2500 }), { minLength: 1, maxLength: 6 }), (sizes) => {
      const merged = sizes.map((size) => sketchQuantiles(lcgStream(size), 3)).reduce(mergeQuantileSketches);
      expect(quantileSketchSchema.parse(merged)).toEqual(merged); // checks that the weights add up to the count
      expect(merged.count).toBe(sizes.reduce((a, b) => a + b));
    }),
    { numRuns: 30 },
  );
});

test('size grows with the logarithm of the count', () => {
  const items = (sketch: QuantileSketch) => sketch.levels.flat().length;
  expect(items(sketchQuantiles(lcgStream(100_000), 1))).toBeLessThan(900);
});

test.each([
  ['weights that are not the count', { count: 5, seed: 0, compactions: 1, levels: [[1], [2]] }],
  ['items out of order', { count: 2, seed: 0, compactions: 0, levels: [[2, 1]] }],
  ['too many levels', { count: 0, seed: 0, compactions: 0, levels: Array.from({ length: 51 }, () => []) }],
])('%s are refused', (_, sketch) => {
  expect(quantileSketchSchema.safeParse(sketch).success).toBe(false);
});
