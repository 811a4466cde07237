import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tangoInterval, tangoScore } from '../../../src/core/comparison/tango.ts';

const z = 1.959963984540054;
const pairs = fc
  .tuple(fc.nat(30), fc.nat(30), fc.nat(60))
  .filter(([b, c, same]) => b + c + same > 0)
  .map(([onlyChallenger, onlyChampion, same]) => ({
    onlyChallenger,
    onlyChampion,
    n: onlyChallenger + onlyChampion + same,
  }));

describe('tangoInterval', () => {
  test('still has a width when the models never disagree', () => {
    const { low, high } = tangoInterval({ onlyChallenger: 0, onlyChampion: 0, n: 100 }, z);
    expect(low).toBeCloseTo(-0.037, 4); // z² / (n + z²)
    expect(high).toBeCloseTo(0.037, 4);
  });

  test('holds the estimate, lies in [-1, 1] and ends where the score reaches z', () => {
    fc.assert(
      fc.property(pairs, (one) => {
        const { difference, low, high } = tangoInterval(one, z);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low <= difference && difference <= high).toBe(true);
        if (low > -0.999) expect(tangoScore(one, low)).toBeCloseTo(z, 5);
        if (high < 0.999) expect(tangoScore(one, high)).toBeCloseTo(-z, 5);
      }),
    );
  });

  test('flips when the models are swapped', () => {
    fc.assert(
      fc.property(pairs, (one) => {
        const swapped = { ...one, onlyChallenger: one.onlyChampion, onlyChampion: one.onlyChallenger };
        const [a, b] = [tangoInterval(one, z), tangoInterval(swapped, z)];
        expect(a.low).toBeCloseTo(-b.high, 9);
        expect(a.high).toBeCloseTo(-b.low, 9);
      }),
    );
  });
});
