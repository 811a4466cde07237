import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  packedBlockRows,
  packNarrow,
  packNumbers,
  packWide,
  unpackHessian,
  unpackNarrow,
  unpackWide,
  wideLimit,
} from '../../../../src/core/training/gbdt/packed-statistics.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: -256, max: 256 }), fc.integer({ min: 0, max: 256 })), {
  maxLength: packedBlockRows,
});

test('a block of gradients and hessians of 8 bits comes back exactly', () => {
  const extremes = [
    [-256, 256],
    [-256, 0],
    [256, 256],
    [256, 0],
    [0, 256],
  ] as const;
  const full = extremes.map((pair) => Array.from({ length: packedBlockRows }, (): [number, number] => [...pair]));
  fc.assert(
    fc.property(rows, (block) => {
      const triples = new Float64Array(3);
      const sums = Float64Array.of(block.reduce((sum, [g, h]) => sum + packNarrow(g, h), 0));
      unpackNarrow(sums, 1, triples, 0, true);
      const total = (k: 0 | 1) => block.reduce((sum, pair) => sum + pair[k], 0);
      expect([...triples].map((v) => v + 0)).toEqual([total(0), total(1), block.length]);
      expect(sums[0]).toBe(0);
    }),
    { examples: full.map((block) => [block]) },
  );
});

test('a block of residuals of 28 bits comes back exactly, and adds to what is there', () => {
  const limit = 2 ** 28;
  const residuals = fc.array(fc.integer({ min: -limit, max: limit }), { maxLength: packedBlockRows });
  const full = [limit, -limit].map((value) => [Array.from({ length: packedBlockRows }, () => value)] as [number[]]);
  fc.assert(
    fc.property(residuals, (block) => {
      const triples = Float64Array.of(9, 9, 1, 2, 3);
      unpackWide(Float64Array.of(block.reduce((sum, g) => sum + packWide(g), 0)), 1, triples, 2, false);
      expect([...triples]).toEqual([
        9,
        9,
        1 + block.reduce((sum, g) => sum + g, 0),
        2 + block.length,
        3 + block.length,
      ]);
    }),
    { examples: full },
  );
});

test('numbers of any size and spread are packed to within half of 2^-27 of the largest, and their sums are exact', () => {
  const sizes = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 50 });
  const limit = wideLimit(50);
  fc.assert(
    fc.property(sizes, (values) => {
      const packed = Float64Array.from(values);
      const unit = packNumbers(packed, limit);
      const triples = Float64Array.of(7, 7, 7);
      const block = packed.reduce((sum, value) => sum + value, 0);
      unpackWide(Float64Array.of(block), 1, triples, 0, true);
      unpackHessian(Float64Array.of(block), 1, triples, 0, true);
      expect(triples[2]).toBe(values.length);
      expect(triples[1]).toBe(triples[0]);
      const sum = values.reduce((total, value) => total + value, 0);
      expect(Math.abs((triples[1] ?? 0) * unit - sum)).toBeLessThanOrEqual((values.length + 1) * unit);
      expect(unit).toBeLessThanOrEqual(2 ** -27 * Math.max(...values, 2 ** -900));
      unpackHessian(Float64Array.of(block), 1, triples, 0, false);
      expect(triples[1]).toBe(2 * (triples[0] ?? 0));
    }),
  );
});

test('so many rows are given fewer bits each that their sum stays exact', () => {
  for (const rows of [1, 2 ** 24, 2 ** 25, 2 ** 28]) expect(wideLimit(rows) * rows).toBeLessThanOrEqual(2 ** 53);
  expect(wideLimit(1000)).toBe(2 ** 28);
});
