import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import type { Column } from '../../../src/core/features/frame.ts';
import { profileData } from '../../../src/core/profiling/data-profile.ts';
import type { Label, LabelRelation } from '../../../src/core/profiling/with-label.ts';

const rows = 300;
const random = createRandom(3);
const uniform = Float64Array.from({ length: rows }, () => random.next() / 2 ** 32);
const noise = Float64Array.from({ length: rows }, () => random.next() / 2 ** 32);
const numbers = (values: Float64Array): Column => ({ type: 'number', values });
const levelsOf = (values: Float64Array, cuts: number) =>
  categoryColumn([...values].map((value) => `level ${Math.floor(value * cuts)}`));

const columns = [
  { name: 'noise', column: numbers(noise) },
  { name: 'score', column: numbers(uniform) },
  { name: 'constant', column: numbers(uniform.map(() => 4)) },
  { name: 'band', column: levelsOf(uniform, 4) },
  { name: 'weather', column: levelsOf(noise, 3) },
  { name: 'text', column: levelsOf(uniform, 1000) },
  { name: 'at', column: { type: 'time', values: uniform } },
] as const;

function relations(label: Label): ReadonlyMap<string, LabelRelation> {
  const found = profileData(columns, rows, 0.05, { name: 'answer', label }).label?.relations ?? [];
  return new Map(found.map((one) => [one.column, one]));
}

describe('with the label', () => {
  const classes = ['no', 'yes'];
  test('a number that separates two classes, and levels that do, all but are it', () => {
    const found = relations({ classes, values: uniform.map((value) => Number(value >= 0.5)) });
    expect(found.get('score')).toMatchObject({
      measure: 'roc_auc',
      class: 'yes',
      strength: 1,
      nearlyTheLabel: true,
      estimate: { n: rows, undefined: expect.stringContaining('separate the classes') },
    });
    expect(found.get('band')).toMatchObject({ measure: 'cramers_v', nearlyTheLabel: true });
    expect(found.get('noise')).toMatchObject({ nearlyTheLabel: false, estimate: { method: 'DeLong, logit' } });
    expect([...found.keys()].slice(0, 2).sort()).toEqual(['band', 'score']); // the strongest first
  });

  test('of several classes a number is held against the one that it tells best', () => {
    const values = uniform.map((value) => (value < 0.2 ? 1 : value < 0.6 ? 0 : 2));
    const found = relations({ classes: ['a', 'b', 'c'], values });
    expect(['b', 'c']).toContain((found.get('score') as { class?: string }).class);
    expect(found.get('score')).toMatchObject({ nearlyTheLabel: true });
    expect(found.get('constant')).toMatchObject({ undefined: 'it is constant' });
  });

  test('a number has Spearman for numbers and the correlation ratio for levels', () => {
    const found = relations({ numbers: uniform.map((value) => value ** 3) });
    expect(found.get('score')).toMatchObject({ measure: 'spearman', strength: expect.closeTo(1, 12) });
    expect(found.get('band')).toMatchObject({ measure: 'correlation_ratio', nearlyTheLabel: false, n: rows });
    expect(found.get('constant')).toEqual({ column: 'constant', undefined: 'one of them is constant', n: rows });
  });

  test('a row without a label is not counted, and one class says nothing', () => {
    const values = uniform.map((value, row) => (row % 3 === 0 ? Number.NaN : Number(value >= 0.5)));
    expect(relations({ classes, values }).get('noise')).toMatchObject({ estimate: { n: 200 } });
    const alone = relations({ classes, values: uniform.map(() => 1) });
    expect(alone.get('noise')).toEqual({ column: 'noise', undefined: 'a class has no rows', n: rows });
    expect(alone.get('band')).toEqual({ column: 'band', undefined: 'one of them is constant', n: rows });
  });

  test('that is personal nothing is said but counts', () => {
    const label: Label = { classes: ['mei', 'tom'], values: uniform.map((value) => Number(value >= 0.5)) };
    const found = profileData(columns, rows, 0.05, { name: 'who', label, withheld: 'personal' });
    expect(found.label).toEqual({
      name: 'who',
      holds: { type: 'withheld', of: 'category', because: 'personal', rows, missing: 0, distinct: 2 },
    });
  });
});

describe('pairs', () => {
  const { pairs } = profileData(columns, rows, 0.05);

  test('are of a kind, each two columns once, and what says nothing comes last with its reason', () => {
    expect(pairs.numbers.map(({ first, second }) => `${first} ${second}`).sort()).toEqual([
      'noise constant',
      'noise score',
      'score constant',
    ]);
    expect(pairs.numbers[0]?.pearson).toSatisfy(isDefined);
    expect(pairs.numbers.at(-1)?.kendall).toEqual({ undefined: 'one of them is constant', n: rows });
    expect(pairs.categories).toHaveLength(1);
  });

  test('leave out times, and columns of too many levels, and say so', () => {
    expect(pairs.leftOut).toEqual([
      { column: 'text', because: expect.stringMatching(/^\d+ levels, at most 100 are compared$/) },
      { column: 'at', because: 'a time' },
    ]);
  });

  test('stop at a hundred columns of a kind', () => {
    const many = Array.from({ length: 102 }, (_, i) => ({ name: `n${i}`, column: numbers(noise.slice(0, 6)) }));
    const found = profileData(many, 6, 0.05).pairs;
    expect(found.numbers).toHaveLength((100 * 99) / 2);
    expect(found.leftOut.map(({ column }) => column)).toEqual(['n100', 'n101']);
  });

  test('of many rows and pairs are of some rows, which is said', () => {
    const column = levelsOf(noise, 2);
    const long = { ...column, codes: Int32Array.from({ length: 3000 }, (_, row) => column.codes[row % rows] ?? -1) };
    const many = Array.from({ length: 100 }, (_, i) => ({ name: `c${i}`, column: long }));
    const found = profileData(many, 3000, 0.05).pairs;
    expect(found.rows).toBe(Math.floor(5_000_000 / 4950));
    expect(found.categories).toHaveLength(4950);
    expect(found.categories[0]).toMatchObject({ n: found.rows, cramersV: expect.closeTo(1, 9) });
  });
});

test('no value of a personal column or a key is anywhere in a profile', () => {
  const secret = categoryColumn(Array.from({ length: rows }, (_, row) => `secret ${row % 7}`));
  const hidden = [
    { name: 'who', column: secret, withheld: 'personal', known: { levels: new Set(['other']), in: secret } },
    { name: 'id', column: numbers(uniform.map((value) => 1e6 + value)), withheld: 'key' },
    { name: 'noise', column: numbers(noise) },
  ] as const;
  const found = profileData(hidden, rows, 0.05);
  expect(JSON.stringify(found)).not.toMatch(/secret|1000000\.|other/);
  expect(found.columns[0]?.unseen).toEqual({ rows, share: 1, shareOfPresent: 1, levels: [] });
  expect(found.pairs.leftOut).toEqual([
    { column: 'who', because: 'personal' },
    { column: 'id', because: 'a key' },
  ]);
  expect(found.pairs.numbers).toEqual([]);
});
