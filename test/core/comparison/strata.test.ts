import { expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { type Row, scoredRows, settings, someRows } from './rows.ts';

const rows = someRows(900);
const grades = rows.map((_, i) => (i % 3 === 0 ? 'first' : 'second'));

/** The rows with a second group. */
function withGrades(kept: readonly Row[], names: readonly string[]) {
  const scored = scoredRows(kept);
  return { ...scored, groups: new Map([...scored.groups, ['grade', categoryColumn(names)]]) };
}

const contrast = { name: 'age', value: 'young', reference: 'old' };
const within = { name: 'grade', value: 'first' };

test.each(['recall', 'mean_score', 'roc_auc'] as const)(
  'a contrast of %s within a stratum is that of the rows of the stratum alone',
  (metric) => {
    const inside = measure(withGrades(rows, grades), { metric, group: { ...contrast, within } }, settings);
    const first = rows.filter((_, i) => grades[i] === 'first');
    const { quantity: _, ...alone } = measure(scoredRows(first), { metric, group: contrast }, settings);
    expect(inside).toMatchObject(alone);
    expect('value' in inside.challenger).toBe(true);
  },
);

test('a stratum without rows, and one of a group that is not there, are undefined', () => {
  const of = (stratum: typeof within) =>
    measure(withGrades(rows, grades), { metric: 'recall', group: { ...contrast, within: stratum } }, settings);
  expect(of({ name: 'grade', value: 'third' }).challenger).toMatchObject({ undefined: expect.any(String) });
  expect(of({ name: 'class', value: 'first' }).challenger).toEqual({ undefined: 'there is no group "class"', n: 0 });
});
