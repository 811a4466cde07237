import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { describeColumn, withheld } from '../../../src/core/profiling/describe-column.ts';
import { meetsMostly } from '../../../src/core/profiling/meets-mostly.ts';
import { sampledRows } from '../../../src/core/profiling/sampled-rows.ts';
import { unseenLevels } from '../../../src/core/profiling/unseen-levels.ts';

const numbers = (...values: readonly number[]) => ({ type: 'number', values: Float64Array.from(values) }) as const;

describe('a column of numbers', () => {
  test('counts what is missing and infinite apart, and its quantiles are of finite numbers', () => {
    expect(describeColumn(numbers(1, 2, 2, 3, Number.NaN, Infinity, -Infinity))).toMatchObject({
      type: 'number',
      rows: 7,
      missing: 1,
      infinite: 2,
      distinct: 5,
      mostCommon: { value: 2, rows: 2, share: 2 / 7 },
      quantiles: [1, expect.closeTo(1.15), 1.75, 2, 2.25, expect.closeTo(2.85), 3],
    });
  });

  test('that are all missing, or not there, has no quantile', () => {
    for (const column of [numbers(), numbers(Number.NaN, Number.NaN)]) {
      const found = describeColumn(column);
      expect(found).toMatchObject({ rows: column.values.length, missing: column.values.length, distinct: 0 });
      expect(found).not.toHaveProperty('quantiles');
      expect(found).not.toHaveProperty('mostCommon');
    }
  });

  test('is described the same in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect(describeColumn(numbers(...values.toReversed()))).toEqual(describeColumn(numbers(...values)));
      }),
    );
  });
});

test('levels: the first of the most common by code unit, and none where each occurs once', () => {
  const found = describeColumn(categoryColumn(['b', 'a', null, 'b', 'a'], ['z']));
  expect(found).toEqual({
    type: 'category',
    rows: 5,
    missing: 1,
    distinct: 2,
    mostCommon: { value: 'a', rows: 2, share: 0.4 },
  });
  expect(describeColumn(categoryColumn(['b', 'a']))).toEqual({ type: 'category', rows: 2, missing: 0, distinct: 2 });
});

test('times: from the first to the last', () => {
  const values = Float64Array.of(2e6, Number.NaN, 1e6, 2e6);
  const span = { earliest: '1970-01-01T00:00:01Z', latest: '1970-01-01T00:00:02Z' };
  expect(describeColumn({ type: 'time', values })).toEqual({ type: 'time', rows: 4, missing: 1, distinct: 2, ...span });
});

test('of a withheld column there are counts and nothing else', () => {
  const counts = { type: 'withheld', of: 'category', because: 'personal', rows: 3, missing: 0, distinct: 2 };
  expect(withheld(categoryColumn(['mei', 'tom', 'mei']), 'personal')).toEqual(counts);
});

test('unseen levels: the most frequent five; nothing is unseen of nothing', () => {
  const column = categoryColumn(['a', 'x', 'x', null, '', ...'bcdef']);
  const found = unseenLevels(column, new Set(['a', 'f']));
  expect(found).toEqual({ rows: 7, share: 0.7, shareOfPresent: 7 / 9, levels: ['x', '', 'b', 'c', 'd'] });
  expect(unseenLevels(categoryColumn([]), new Set())).toEqual({ rows: 0, share: 0, shareOfPresent: 0, levels: [] });
});

test('mostly: the share asked is enough, and nothing there breaks nothing', () => {
  expect(meetsMostly({ unexpected: 1, present: 20 }, 0.95)).toBe('met');
  expect(meetsMostly({ unexpected: 2, present: 20 }, 0.95)).toBe('broken');
  expect(meetsMostly({ unexpected: 0, present: 0 }, 1)).toBe('vacuous');
});

test('sampled rows are as many as asked, different, in order, the same again and from everywhere', () => {
  expect([...sampledRows(5, 9)]).toEqual([0, 1, 2, 3, 4]);
  const rows = [...sampledRows(10_000, 1000)];
  expect(new Set(rows).size).toBe(1000);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect([...sampledRows(10_000, 1000)]).toEqual(rows);
  expect(rows.filter((row) => row >= 5000).length).toBeGreaterThan(430);
  expect(rows.filter((row) => row < 5000).length).toBeGreaterThan(430);
});
