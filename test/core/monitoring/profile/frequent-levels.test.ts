import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frequentLevels, mergeFrequentLevels } from '../../../../src/core/monitoring/profile/frequent-levels.ts';

test('levels are listed by rows, ties by code unit, and nothing is left over', () => {
  const counts = new Map([
    ['b', 2],
    ['a', 2],
    ['c', 9],
    ['none', 0],
  ]);
  expect(frequentLevels(counts)).toEqual({
    listed: [
      ['c', 9],
      ['a', 2],
      ['b', 2],
    ],
    rest: 0,
    slack: 0,
  });
});

test('beyond 1024 levels and for very long ones only rows are counted', () => {
  const counts = new Map<string, number>(Array.from({ length: 1030 }, (_, i) => [`level ${i}`, 2000 - i] as const));
  counts.set('x'.repeat(501), 5000);
  const levels = frequentLevels(counts);
  expect(levels.listed).toHaveLength(1024);
  expect(levels.slack).toBe(5000);
  expect(levels.rest).toBe(5000 + 976 + 975 + 974 + 973 + 972 + 971);
});

test('after merging, no row is lost and no count is off by more than the slack says', () => {
  const part = fc.array(fc.nat({ max: 1500 }), { minLength: 800, maxLength: 1600 });
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), (parts) => {
      const counts = parts.map((ids) => countsOf(ids.map((id) => `l${id}`)));
      const truth = countsOf(parts.flat().map((id) => `l${id}`));
      const merged = counts.map(frequentLevels).reduce(mergeFrequentLevels);
      const listed = new Map(merged.listed);
      const rows = [...listed.values()].reduce((a, b) => a + b, 0) + merged.rest;
      expect(rows).toBe(parts.flat().length);
      for (const [level, count] of truth) {
        expect(count).toBeGreaterThanOrEqual(listed.get(level) ?? 0);
        expect(count - (listed.get(level) ?? 0)).toBeLessThanOrEqual(merged.slack);
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

function countsOf(levels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  return counts;
}
