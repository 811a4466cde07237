import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/comparison/random.ts';

describe('createRandom', () => {
  test('gives the stream of xoshiro128** 1.1 seeded by splitmix32', () => {
    // Computed with a transcription of Blackman and Vigna's C code that gives their published 11520, 0, 5927040,
    // 70819200 for state 1, 2, 3, 4.
    const random = createRandom(7);
    expect([random.next(), random.next(), random.next(), random.next()]).toEqual([
      210494603, 711084892, 3993689120, 4089369890,
    ]);
  });

  test('draws each row as often as chance allows, and as many rows as there are', () => {
    const random = createRandom(1);
    const counts = new Uint32Array(10);
    const total = new Float64Array(10);
    for (let b = 0; b < 10_000; b += 1) {
      random.resample(counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
      for (const [i, count] of counts.entries()) total[i] = (total[i] ?? 0) + count;
    }
    const chiSquare = total.reduce((sum, seen) => sum + (seen - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9 % of the chi-square distribution with 9 degrees of freedom
  });

  test('gives the same resamples for the same seed and others for another', () => {
    const draw = (seed: number) => {
      const counts = new Uint32Array(100);
      createRandom(seed).resample(counts);
      return [...counts];
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});
