import { describe, expect, test } from 'vitest';
import type { MetricName } from '../../../../src/core/definitions/schema/gates.ts';
import { findSegments, type SegmentSearch } from '../../../../src/core/evaluation/segments/find-segments.ts';
import { type FoundSegment, segmentsSchema } from '../../../../src/core/evaluation/segments/segments-evidence.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import { madeUpSearch, reordered } from './made-up-rows.ts';

const weakCars = madeUpSearch({ rows: 4000, seed: 1, features: 5, weak: (kind) => kind === 'car' });
const weakPair = madeUpSearch({ rows: 8000, seed: 2, features: 5, weak: (kind, n) => kind === 'car' && n > 0.75 });
const found = (search: SegmentSearch) => segmentsSchema.parse(findSegments(search));
const names = ({ where }: FoundSegment) => where.map(({ column, part }) => `${column} ${part}`).join(' and ');

test('a segment that the model answers at random is found, by its own name', () => {
  const segments = found(weakCars);
  expect(segments.found.map(names)).toEqual(['loan:kind car']);
  const [car] = segments.found;
  expect(car?.segment).toBeGreaterThan(car?.rest ?? 1);
  expect(car?.low).toBeGreaterThan(0);
  expect(car?.n).toBeGreaterThan(segments.fewest);
});

test('a weakness of two columns together is found as a pair', () => {
  const [first] = found(weakPair).found;
  expect(first && names(first)).toMatch(/^loan:(kind car and loan:n0 over 0\.7|n0 over 0\.7\S* and loan:kind car)/);
});

test.each([
  ['roc_auc', 'below'],
  ['accuracy', 'below'],
  ['brier', 'above'],
  ['recall', 'below'],
] as const)('%s is compared in its own numbers: worse is %s the rest', (metric, side) => {
  const [car] = found({ ...weakCars, metrics: [metric] }).found;
  if (car === undefined) throw new Error('found nothing');
  expect(names(car)).toBe('loan:kind car');
  expect(car.difference).toBeCloseTo(car.segment - car.rest, 12);
  expect([car.low <= car.difference, car.difference <= car.high]).toEqual([true, true]);
  if (side === 'below') expect(car.high).toBeLessThan(0);
  else expect(car.low).toBeGreaterThan(0);
});

test.each([
  [['f1', 'roc_auc'], 'roc_auc'],
  [['f1', 'mean_score'], 'log_loss'],
  [['accuracy', 'log_loss'], 'accuracy'],
] as const)('of %o the search is by %s', (declared, metric) => {
  expect(found({ ...weakCars, metrics: declared as readonly MetricName[] }).metric).toBe(metric);
});

test('of several classes, too, by what each row loses', () => {
  const { scored } = weakCars;
  const share = (row: number, k: number) => {
    const positive = scored.challenger[row] ?? 0;
    return k === 1 ? positive : (1 - positive) / 2;
  };
  const challenger = Float64Array.from({ length: 3 * scored.label.length }, (_, i) => share(Math.floor(i / 3), i % 3));
  const rows = { ...scored, task: 'multiclass' as const, classes: ['a', 'b', 'c'], challenger, baseline: challenger };
  const [car] = found({ ...weakCars, scored: rows, metrics: ['f1_macro', 'accuracy'] }).found;
  expect(car && names(car)).toBe('loan:kind car');
  expect(car?.high).toBeLessThan(0);
});

test('a ranking is judged by queries, and has no segments of rows', () => {
  const ranked = { ...weakCars.scored, task: 'ranking' as const, query: categoryColumn(Array.from(weakCars.keys)) };
  expect(findSegments({ ...weakCars, scored: ranked, metrics: ['ndcg'] })).toBeUndefined();
});

test('the order of rows changes nothing', () => {
  const turned = reordered(
    weakPair,
    new Uint32Array(8000).map((_, i) => 7999 - i),
  );
  expect(found(turned)).toEqual(found(weakPair));
});

test('both halves together are all rows, and neither is empty', () => {
  const { rows } = found(weakCars);
  expect(rows.searched + rows.confirming).toBe(4000);
  expect(Math.min(rows.searched, rows.confirming)).toBeGreaterThan(1800);
});

test('too few rows for any segment: nothing is searched, nothing found', () => {
  expect(found(madeUpSearch({ rows: 80, seed: 3, features: 4, weak: () => false }))).toMatchObject({
    searched: 0,
    tested: 0,
    found: [],
  });
});

test('no rows at all', () => {
  expect(found(madeUpSearch({ rows: 0, seed: 3, features: 4 }))).toMatchObject({ searched: 0, found: [] });
});

describe('weights and clusters', () => {
  test('a row of weight 2 counts as two rows of one key', () => {
    const kinds = { ...weakCars, columns: new Map([...weakCars.columns].slice(0, 1)) };
    const weight = weakCars.scored.label.map((_, row) => 1 + (row % 2));
    const [weighted] = found({ ...kinds, scored: { ...kinds.scored, weight } }).found;
    const twice = Uint32Array.from([...weight.keys()].flatMap((row) => (row % 2 === 1 ? [row, row] : [row])));
    const [repeated] = found(reordered(kinds, twice)).found;
    expect(weighted?.segment).toBeCloseTo(repeated?.segment ?? Number.NaN, 10);
    expect(weighted?.rest).toBeCloseTo(repeated?.rest ?? Number.NaN, 10);
    expect(weighted?.n).toBeLessThan(repeated?.n ?? 0);
  });

  test('rows that come in few clusters prove less than as many rows that stand alone', () => {
    const cluster = categoryColumn(Array.from({ length: 4000 }, (_, row) => `patient ${row % 60}`));
    const [alone] = found(weakCars).found;
    const [together] = found({ ...weakCars, scored: { ...weakCars.scored, cluster } }).found;
    if (alone === undefined || together === undefined) throw new Error('found nothing');
    expect(together.high - together.low).not.toBeCloseTo(alone.high - alone.low, 6);
  });

  test('with fewer clusters than an interval needs nothing is claimed', () => {
    const cluster = categoryColumn(Array.from({ length: 4000 }, (_, row) => `site ${row % 6}`));
    expect(found({ ...weakCars, scored: { ...weakCars.scored, cluster } }).found).toEqual([]);
  });
});

test('where nothing is weak, at most one run in twenty names anything', () => {
  const runs = 200;
  let named = 0;
  for (let seed = 0; seed < runs; seed += 1) {
    const search = madeUpSearch({ rows: 1200, seed: 100 + seed, features: 8 });
    if (found(search).found.length > 0) named += 1;
  }
  // 10 expected at most; 21 and more would have a chance of 1 in 1,000.
  expect(named).toBeLessThanOrEqual(20);
});
