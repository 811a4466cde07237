import { describe, expect, test } from 'vitest';
import { effectiveDegrees, expandedLevel } from '../../../src/core/comparison/effective-degrees.ts';
import { normalCdf, normalQuantile } from '../../../src/core/comparison/normal.ts';
import { studentQuantile } from '../../../src/core/comparison/student-t.ts';

const normal = (n: number) => Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n));

describe('effectiveDegrees', () => {
  test('is about n - 1 for normal moves, and never more', () => {
    const degrees = effectiveDegrees(normal(1000));
    expect(degrees).toBeGreaterThan(900);
    expect(degrees).toBeLessThanOrEqual(999);
    expect(effectiveDegrees(Float64Array.from({ length: 100 }, (_, i) => i % 2))).toBe(99);
  });

  test('is below the number of rows that carry it where the others do not move it', () => {
    const moves = new Float64Array(1000);
    moves.set(normal(10));
    expect(effectiveDegrees(moves)).toBeGreaterThan(5);
    expect(effectiveDegrees(moves)).toBeLessThan(10);
  });

  test('neither the place nor the unit of the moves matters', () => {
    const moves = Float64Array.from(normal(50), (x) => x ** 3);
    const other = moves.map((x) => 7 - 100 * x);
    expect(effectiveDegrees(other)).toBeCloseTo(effectiveDegrees(moves), 9);
  });

  test('is at least 5 where a few rows of many move it, so that they have a bound', () => {
    expect(effectiveDegrees(Float64Array.of(1, -1, ...new Float64Array(500)))).toBe(5);
  });

  test('is at least 1, whatever is left out', () => {
    for (const moves of [[], [1], [1, 2], [3, 3, 3], [Number.NaN, Number.NaN, 1], [0, 0, 0, 1e300]]) {
      expect(effectiveDegrees(Float64Array.from(moves))).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('expandedLevel', () => {
  const levelOf = (leftOut: Float64Array) => expandedLevel(0.025, leftOut.length, effectiveDegrees(leftOut));

  test('is the level itself for very many rows, and Student’s for few', () => {
    expect(levelOf(normal(100_000))).toBeCloseTo(0.025, 4);
    const leftOut = Float64Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(levelOf(leftOut)).toBeCloseTo(normalCdf(-Math.sqrt(12 / 11) * studentQuantile(0.975, 11)), 12);
  });

  test('is smaller where fewer rows carry the number', () => {
    const few = new Float64Array(1000);
    few.set(normal(10));
    expect(levelOf(few)).toBeLessThan(0.5 * levelOf(normal(1000)));
  });
});
