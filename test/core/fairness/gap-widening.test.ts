import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { gapWidening } from '../../../src/core/fairness/gap-widening.ts';

const alpha = 0.05;
const simulations = 250;

/** Each moves the gap as normal rows do, so that no level is expanded. */
const manyRows = Float64Array.from({ length: 200 }, (_, i) => normalQuantile((i + 0.5) / 200));

/**
 * Two gaps, each seen with a normal error of 0.02 (half of it shared), and as good a bootstrap of them as there can be.
 */
function simulate(now: number, before: number, seed: number) {
  const random = createRandom(seed);
  const error = () => 0.02 * normalQuantile((random.next() + 0.5) / 2 ** 32);
  const draw = (a: number, b: number) => {
    const shared = error();
    return [a + (shared + error()) * Math.SQRT1_2, b + (shared + error()) * Math.SQRT1_2] as const;
  };
  const [a, b] = draw(now, before);
  const resamples = Array.from({ length: 200 }, () => draw(a, b));
  const replicates = (observed: number, which: 0 | 1) => ({
    observed,
    resampled: Float64Array.from(resamples, (one) => one[which]),
    leftOut: manyRows,
  });
  const found = gapWidening(replicates(a, 0), replicates(b, 1), alpha);
  if ('undefined' in found) throw new Error(found.undefined);
  return found;
}

const share = (of: (seed: number) => boolean) =>
  Array.from({ length: simulations }, (_, seed) => seed).filter(of).length / simulations;

describe('gapWidening', () => {
  test.each([
    [0.03, 0],
    [-0.03, 0],
    [0.05, 0.02],
    [-0.05, 0.02],
    [0.13, 0.1],
    [-0.13, 0.1],
  ])('passes and fails at most alpha of the time when %d after %d widens by exactly the margin', (now, before) => {
    const threeErrors = 3 * Math.sqrt((alpha * (1 - alpha)) / simulations);
    expect(share((seed) => simulate(now, before, seed).high < 0.03)).toBeLessThan(alpha + threeErrors);
    expect(share((seed) => simulate(now, before, seed).low > 0.03)).toBeLessThan(alpha + threeErrors);
  });

  test('sees a gap that grew well past the margin, on either side', () => {
    for (const now of [0.15, -0.15]) expect(share((seed) => simulate(now, 0.02, seed).low > 0.03)).toBeGreaterThan(0.8);
  });

  test('sees a gap that shrank', () => {
    expect(share((seed) => simulate(0, 0.1, seed).high < 0)).toBeGreaterThan(0.75);
  });

  test('holds its own value', () => {
    expect(
      share((seed) => {
        const { low, value, high } = simulate(0.01, 0.01, seed);
        return low <= value && value <= high;
      }),
    ).toBe(1);
  });
});
