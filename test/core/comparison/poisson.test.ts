import { expect, test } from 'vitest';
import { drawPoisson, poissonTable } from '../../../src/core/comparison/poisson.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';

const draws = 200_000;
const drawn = (mean: number) => {
  const [table, random] = [poissonTable(mean), createRandom(3)];
  return Float64Array.from({ length: draws }, () => drawPoisson(table, random));
};

test.each([0.01, 0.7, 3, 25, 1250, 48_000])('mean and variance are both %d', (mean) => {
  const values = drawn(mean);
  const average = values.reduce((sum, value) => sum + value, 0) / draws;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / draws;
  const error = Math.sqrt(mean / draws);
  expect(Math.abs(average - mean)).toBeLessThan(4 * error);
  expect(Math.abs(variance / mean - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / mean) / draws));
});

test('each number occurs as often as e^-m m^k / k! says', () => {
  const values = drawn(3);
  let expected = Math.exp(-3);
  for (let k = 0; k < 10; expected *= 3 / ++k) {
    const seen = values.filter((value) => value === k).length;
    expect(Math.abs(seen - draws * expected)).toBeLessThan(5 * Math.sqrt(draws * expected));
  }
});

test('of nothing comes nothing', () => {
  expect(drawPoisson(poissonTable(0), createRandom(1))).toBe(0);
});
