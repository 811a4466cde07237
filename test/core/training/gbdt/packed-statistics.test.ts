import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  packedBlockRows,
  packNarrow,
  packWide,
  unpackNarrow,
  unpackWide,
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
