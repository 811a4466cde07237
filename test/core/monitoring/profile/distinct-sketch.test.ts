import { expect, test } from 'vitest';
import {
  distinctCount,
  distinctSketchSchema,
  mergeDistinctSketches,
  sketchDistinct,
} from '../../../../src/core/monitoring/profile/distinct-sketch.ts';

const users = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `user-${(from + i) % 7919}`);

test('7919 of 50,000 texts are distinct, within three standard errors, and parts merge to the whole', () => {
  const whole = sketchDistinct(users(0, 50_000));
  expect(Math.abs(distinctCount(whole) / 7919 - 1)).toBeLessThan(0.04875);
  const parts = [0, 1, 2, 3, 4].map((i) => sketchDistinct(users(i * 10_000, (i + 1) * 10_000)));
  expect(parts.reduce(mergeDistinctSketches)).toEqual(whole);
  const small = Array.from({ length: 500 }, (_, i) => sketchDistinct(users(i * 100, (i + 1) * 100)));
  expect(small.reduce(mergeDistinctSketches)).toEqual(whole);
});

test('counts up to 256 are exact', () => {
  for (const n of [0, 1, 2, 255, 256]) expect(distinctCount(sketchDistinct(users(0, n)))).toBe(n);
  const merged = mergeDistinctSketches(sketchDistinct(['a', 'b']), sketchDistinct(['b', 'c']));
  expect(distinctCount(merged)).toBe(3);
});

test('larger counts stay within four standard errors at every size, without bias', () => {
  const errors = [257, 1000, 4096, 10_000, 30_000, 100_000].flatMap((n) =>
    Array.from({ length: 4 }, (_, salt) => {
      const texts = Array.from({ length: n }, (_, i) => `${salt}/${i}`);
      return distinctCount(sketchDistinct(texts)) / n - 1;
    }),
  );
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(4 * 0.01625);
  expect(Math.abs(errors.reduce((a, b) => a + b) / errors.length)).toBeLessThan(0.012);
});

test('an empty sketch changes nothing', () => {
  const whole = sketchDistinct(users(0, 3000));
  expect(mergeDistinctSketches(whole, sketchDistinct([]))).toEqual(whole);
  expect(mergeDistinctSketches(sketchDistinct([]), whole)).toEqual(whole);
});

test.each([
  ['hashes out of order', { kind: 'exact', hashes: ['b'.repeat(16), 'a'.repeat(16)] }],
  ['too few registers', { kind: 'registers', registers: 'AAAA' }],
  ['a register above 53', { kind: 'registers', registers: Buffer.alloc(4096, 54).toString('base64') }],
])('%s are refused', (_, sketch) => {
  expect(distinctSketchSchema.safeParse(sketch).success).toBe(false);
});
