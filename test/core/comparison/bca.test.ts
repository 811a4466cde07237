import { describe, expect, test } from 'vitest';
import { bcaInterval } from '../../../src/core/comparison/bca.ts';

const spread = Float64Array.from({ length: 2001 }, (_, i) => i / 1000 - 1);
const flat = new Float64Array(10);

describe('bcaInterval', () => {
  test('is the percentile interval when there is neither bias nor acceleration', () => {
    const found = bcaInterval({ observed: 0, resampled: spread, leftOut: flat }, 0.05);
    expect(found).toMatchObject({ method: 'BCa', z0: 0, acceleration: 0 });
    expect(found).toMatchObject({ low: expect.closeTo(-0.9, 9), high: expect.closeTo(0.9, 9) });
  });

  test('moves up when most resamples lie below the observed number', () => {
    const found = bcaInterval({ observed: 0.5, resampled: spread, leftOut: flat }, 0.05);
    expect('low' in found && found.low).toBeGreaterThan(-0.5);
  });

  test('falls back to the percentile interval, and says so, when every resample is on one side', () => {
    const found = bcaInterval({ observed: 3, resampled: spread, leftOut: flat }, 0.05);
    expect(found).toMatchObject({ method: 'percentile', low: expect.closeTo(-0.9, 9), high: expect.closeTo(0.9, 9) });
  });

  test('falls back to the percentile interval when one row carries the number', () => {
    const leftOut = Float64Array.of(-1, ...new Float64Array(999));
    expect(bcaInterval({ observed: 0.99, resampled: spread, leftOut }, 1e-6)).toMatchObject({ method: 'percentile' });
  });

  test('is undefined when no two resamples differ, even by rounding', () => {
    const resampled = Float64Array.of(0.1, 0.1 + 1e-17, 0.1 + 3e-17, 0.1);
    expect(bcaInterval({ observed: 0.1, resampled, leftOut: flat }, 0.05)).toHaveProperty('undefined');
  });

  test('bears 1 % of degenerate resamples and no more', () => {
    const lose = (count: number) => spread.slice(1).map((value, i) => (i < count ? Number.NaN : value));
    const of = (count: number) => bcaInterval({ observed: 0, resampled: lose(count), leftOut: flat }, 0.05);
    expect(of(20)).toHaveProperty('low');
    expect(of(21)).toEqual({ undefined: 'degenerate in 21 of 2000 resamples' });
  });
});
