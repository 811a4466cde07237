import { describe, expect, test } from 'vitest';
import { bcaInterval } from '../../../src/core/comparison/bca.ts';
import { byBootstrap } from '../../../src/core/comparison/by-bootstrap.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { replicate } from '../../../src/core/comparison/replicates.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { meanStatistic } from '../../../src/core/evaluation/sum-statistic.ts';

const alpha = 0.05;

/** A mean of 200 rows of which few are not 0. */
function meanOf(few: readonly number[], seed = 3) {
  const values = new Float64Array(200);
  values.set(few);
  return replicateOf(values, seed);
}

function replicateOf(values: Float64Array, seed = 3) {
  const [number] = replicate([[meanStatistic(values)]], 2000, createRandom(seed));
  if (number === undefined) throw new Error('no statistic');
  return number;
}

function boundsOf(few: readonly number[], range?: readonly [number, number]) {
  const found = byBootstrap(() => meanOf(few), alpha, { n: 200, clusters: undefined, ...(range && { range }) });
  if (!isDefined(found)) throw new Error(found.undefined);
  return found;
}

describe('each bound is the further of BCa and Student', () => {
  const few = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1];

  test('of a skewed number BCa draws the bound towards the many rows nearer than its own level has it', () => {
    const bca = bcaInterval(meanOf(few), alpha);
    if ('undefined' in bca) throw new Error(bca.undefined);
    const { value, low, high } = boundsOf(few);
    expect(low).toBeLessThan(bca.low);
    expect(high).toBeGreaterThanOrEqual(bca.high);
    expect(value - bca.low).toBeLessThan(0.6 * (high - value));
    expect(value - low).toBeGreaterThan(0.65 * (high - value));
  });

  test('bounds stay within what the number can be', () => {
    expect(boundsOf([1, 1, 1]).low).toBeLessThan(0);
    expect(boundsOf([1, 1, 1], [0, 1]).low).toBeGreaterThanOrEqual(0);
    expect(boundsOf([1, 1, 1], [0, 0.02]).high).toBe(0.02); // and so does what BCa finds
  });

  test('a share that is nearly 1 stays a share at the level of a late use', () => {
    const share = () => replicateOf(new Float64Array(200).fill(1).fill(0, 0, 3));
    const found = byBootstrap(share, 0.0001, { n: 200, clusters: undefined, range: [0, 1] });
    if (!isDefined(found)) throw new Error(found.undefined);
    expect(found.high).toBe(1);
    expect(found.low).toBeLessThan(0.96);
  });

  test('mirrored rows have mirrored bounds, but for chance', () => {
    const [up, down] = [boundsOf(few), boundsOf(few.map((value) => -value))];
    const width = up.high - up.low;
    expect(Math.abs(up.high + down.low) / width).toBeLessThan(0.03);
    expect(Math.abs(up.low + down.high) / width).toBeLessThan(0.03);
  });
});

test('ten clusters are the fewest', () => {
  const of = { n: 200, clusters: 9 };
  expect(byBootstrap(() => meanOf([1, 2, 3]), alpha, of)).toMatchObject({ undefined: expect.any(String), n: 200 });
});

test('numbers that are too large to square have no spread, and say so', () => {
  const huge = () => replicateOf(Float64Array.from({ length: 200 }, (_, i) => (i % 7) * 1e200));
  expect(byBootstrap(huge, alpha, { n: 200, clusters: undefined })).toEqual({
    undefined: 'the numbers are too large to square, so their spread is unknown',
    n: 200,
  });
});
