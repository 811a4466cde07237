import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { exactInteractions } from '../../../../src/core/explanation/interactions/exact-interactions.ts';
import { exactShapley } from '../../../../src/core/explanation/shapley/exact-shapley.ts';

const random = createRandom(5);
const uniform = () => random.next() / 2 ** 32;

const game = (features: number, value: (has: (j: number) => boolean) => number) =>
  Float64Array.from({ length: 2 ** features }, (_, k) => value((j) => ((k >>> j) & 1) === 1));
const rowsOf = (matrix: Float64Array, features: number) =>
  Array.from({ length: features }, (_, i) => [...matrix.subarray(i * features, (i + 1) * features)]);

describe('exact Shapley interaction values', () => {
  test.each([1, 2, 3, 6])('of %i features: symmetric, and rows add up to the Shapley values', (features) => {
    const values = game(features, uniform);
    const rows = rowsOf(exactInteractions(values, features), features);
    const shares = exactShapley(values, features);
    for (const [i, row] of rows.entries()) {
      expect(row.reduce((sum, one) => sum + one, 0)).toBeCloseTo(shares[i] ?? Number.NaN, 12);
      for (const [j, one] of row.entries()) expect(one).toBeCloseTo(rows[j]?.[i] ?? Number.NaN, 12);
    }
  });

  test('features that add up do not interact; who adds nothing has nothing', () => {
    const found = exactInteractions(
      game(3, (has) => (has(0) ? 2 : 0) - (has(1) ? 5 : 0)),
      3,
    );
    expect(rowsOf(found, 3)).toEqual([
      [2, 0, 0],
      [0, -5, 0],
      [0, 0, 0],
    ]);
  });

  test('a product is interaction alone, half of it in each place, whoever else is there', () => {
    const found = rowsOf(
      exactInteractions(
        game(4, (has) => (has(0) && has(2) ? 6 : 0) + (has(3) ? 1 : 0)),
        4,
      ),
      4,
    );
    expect(found[0]).toEqual([0, 0, 3, 0]);
    expect(found[2]).toEqual([3, 0, 0, 0]);
    expect(found[1]).toEqual([0, 0, 0, 0]);
  });

  test('three that act together share it among their pairs', () => {
    const found = rowsOf(
      exactInteractions(
        game(3, (has) => (has(0) && has(1) && has(2) ? 12 : 0)),
        3,
      ),
      3,
    );
    // Each pair's interaction is 12 with the third and 0 without, which come first equally often.
    for (const [i, row] of found.entries()) expect(row).toEqual([0, 1, 2].map((j) => (j === i ? -2 : 3)));
  });
});
