import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { groupToReweigh, reweigh } from '../../../src/core/training/reweighing.ts';

// What AIF360 0.6.1's Reweighing gives, without and with instance weights.
test.each([
  [undefined, [1.875, 0.5625, 0.5625, 0.78125, 0.78125, 0.78125, 1.875, 0.78125]],
  [
    Float64Array.of(1, 2, 1, 1, 3, 1, 1, 2),
    [
      2.6666666666666665, 0.8888888888888888, 0.4444444444444444, 0.7619047619047619, 2.2857142857142856,
      0.7619047619047619, 2.6666666666666665, 1.5238095238095237,
    ],
  ],
] as const)('each row weighs what it would were label and group independent, as in AIF360', (weight, expected) => {
  const label = Float64Array.of(1, 0, 0, 1, 1, 1, 0, 1);
  const group = categoryColumn(['a', 'a', 'a', 'b', 'b', 'b', 'b', 'b']);
  const found = reweigh({ label, group, ...(weight && { weight }) });
  for (const [row, value] of found.entries()) expect(value).toBeCloseTo(expected[row] ?? Number.NaN, 12);
});

const rows = fc.array(
  fc.record({
    label: fc.constantFrom(0, 1, 2),
    group: fc.constantFrom('a', 'b', null),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 40 },
);
type Row = { readonly label: number; readonly group: string | null; readonly weight: number };
const weightsOf = (list: readonly Row[], weighted = true) =>
  reweigh({
    label: Float64Array.from(list, ({ label }) => label),
    group: categoryColumn(list.map(({ group }) => group)),
    ...(weighted && { weight: Float64Array.from(list, ({ weight }) => weight) }),
  });

test('every group that holds every class has the class shares of all rows, and nothing of the weight is lost', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const weights = weightsOf(list);
      const sum = (of: (row: Row) => boolean, by: (row: number) => number) =>
        list.reduce((total, row, i) => (of(row) ? total + by(i) : total), 0);
      const own = (i: number) => list[i]?.weight ?? 0;
      const all = sum(() => true, own);
      for (const group of ['a', 'b', null]) {
        for (const label of [0, 1, 2]) {
          const cell = (row: Row) => row.group === group && row.label === label;
          if (!list.some(cell)) continue;
          const expected = (sum((row) => row.group === group, own) * sum((row) => row.label === label, own)) / all;
          expect(sum(cell, (i) => weights[i] ?? 0)).toBeCloseTo(expected, 9);
        }
      }
    }),
  );
});

test('a row of weight 2 is two rows', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const repeated = weightsOf(
        list.flatMap((row) => Array.from({ length: row.weight }, () => row)),
        false,
      );
      const last = (i: number) => list.slice(0, i + 1).reduce((sum, { weight }) => sum + weight, 0) - 1;
      const once = list.map(({ weight }, i) => weight * (repeated[last(i)] ?? 0));
      for (const [i, weight] of weightsOf(list).entries()) expect(weight).toBeCloseTo(once[i] ?? Number.NaN, 9);
    }),
  );
});

test('where label and group are independent already, every row keeps its weight', () => {
  const list = ['a', 'b'].flatMap((group) => [0, 1].map((label) => ({ group, label, weight: 3 })));
  expect(weightsOf(list)).toEqual(Float64Array.of(3, 3, 3, 3));
});

test('a group that is not declared is a config error', () => {
  expect(() => groupToReweigh('late', 'age', new Map())).toThrowError(
    expect.objectContaining({ class: 'config', faults: [expect.objectContaining({ rule: 'train.reweigh' })] }),
  );
});
