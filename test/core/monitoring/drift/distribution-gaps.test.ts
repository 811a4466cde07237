import { expect, test } from 'vitest';
import {
  distributionGaps,
  kolmogorovSmirnovDistance,
} from '../../../../src/core/monitoring/drift/distribution-gaps.ts';

const items = (...values: number[]) => ({ values: Float64Array.from(values) });

test('a shift by s is a distance of s, whatever the shape', () => {
  expect(distributionGaps(items(1, 2, 5), items(4, 5, 8)).wasserstein).toBeCloseTo(3, 12);
});

test('equal samples are no distance apart, also when one is the other twice over', () => {
  const gaps = distributionGaps(items(1, 1, 2), {
    values: Float64Array.of(1, 2),
    weights: Float64Array.of(4, 2),
  });
  expect(gaps).toEqual({ wasserstein: 0, squared: 0, above: 0, below: 0 });
});

test('samples without overlap have D 1, on the side of the lower one', () => {
  const gaps = distributionGaps(items(1, 2), items(3, 4));
  expect([gaps.above, gaps.below, kolmogorovSmirnovDistance(gaps)]).toEqual([1, 0, 1]);
});

test('no values are no distance, which is not 0', () => {
  expect(distributionGaps(items(), items(1)).wasserstein).toBeNaN();
});
