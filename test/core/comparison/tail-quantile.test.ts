import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { quantile } from '../../../src/core/comparison/quantile.ts';
import { tailQuantile } from '../../../src/core/comparison/tail-quantile.ts';

const normal = Float64Array.from({ length: 2000 }, (_, i) => 3 + 2 * normalQuantile((i + 0.5) / 2000));

describe('tailQuantile', () => {
  test('is the quantile where resamples tell it', () => {
    for (const level of [0.002, 0.025, 0.5, 0.9, 0.998])
      expect(tailQuantile(normal, level)).toBe(quantile(normal, level));
    expect(tailQuantile(Float64Array.of(1, 2, 3), 0.01)).toBe(quantile(Float64Array.of(1, 2, 3), 0.01));
  });

  test('goes on as a normal distribution does where they do not', () => {
    for (const level of [1e-3, 1e-4, 1e-8]) {
      expect(tailQuantile(normal, level)).toBeCloseTo(3 + 2 * normalQuantile(level), 0);
      expect(tailQuantile(normal, 1 - level)).toBeCloseTo(3 - 2 * normalQuantile(level), 0);
    }
    expect(tailQuantile(normal, 1e-4)).toBeLessThan(normal[0] ?? 0);
  });

  test('is farther out at every smaller level', () => {
    const bounds = [0.01, 0.002, 0.0019, 1e-3, 1e-5, 1e-30].map((level) => tailQuantile(normal, level));
    expect(bounds).toEqual([...bounds].sort((a, b) => b - a));
    expect(tailQuantile(normal, 0)).toBe(Number.NEGATIVE_INFINITY);
  });
});
