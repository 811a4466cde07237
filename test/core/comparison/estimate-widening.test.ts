import { expect, test } from 'vitest';
import { estimateWidening } from '../../../src/core/comparison/estimate-widening.ts';
import { changeOfShareGap } from '../../../src/core/comparison/gap-of-shares.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { gapWidening } from '../../../src/core/fairness/gap-widening.ts';
import { neverAsked, pairOf, partsOf, replicatesOf } from './paired-samples.ts';
import { type Row, someRows } from './rows.ts';

const alpha = 0.05;
const rows = someRows(300);
const inGroups = (list: readonly Row[]) =>
  pairOf(
    'mean_score',
    list.filter(({ group }) => group === 'young'),
    list.filter(({ group }) => group === 'old'),
  );
/** Scores of the young moved by this, with some noise of their own. */
const moved = (challenger: number, champion: number) =>
  rows.map((row, i) => {
    const noise = ((i * 7) % 11) / 500;
    const [now, before] = row.group === 'young' ? [challenger, champion] : [0, 0];
    return { ...row, challenger: 0.5 + now + noise, champion: 0.5 + before + noise / 2 };
  });

test('is the change of the size of the gap, on the rows of the group', () => {
  const models = inGroups(rows);
  const gaps = replicatesOf(models);
  const found = estimateWidening(models, alpha, () => partsOf(models));
  expect(found).toEqual({
    ...gapWidening(gaps.challenger, gaps.other, alpha),
    n: rows.filter(({ group }) => group === 'young').length,
    method: 'paired BCa bootstrap of both gaps',
  });
  expect(found).toMatchObject({ value: Math.abs(gaps.challenger.observed) - Math.abs(gaps.other.observed) });
});

test.each([
  ['grew', 0.1, 0.02, 0.08],
  ['turned round and grew', -0.1, 0.02, 0.08],
  ['shrank', 0.02, -0.1, -0.08],
])('a gap that %s', (_, now, before, change) => {
  const models = inGroups(moved(now, before));
  const found = estimateWidening(models, alpha, () => partsOf(models));
  if (!('value' in found)) throw new Error(found.undefined);
  expect(found.value).toBeCloseTo(change, 1);
  expect(found.low < found.value && found.value < found.high).toBe(true);
  expect(Math.sign(found.low)).toBe(Math.sign(change));
  expect(Math.sign(found.high)).toBe(Math.sign(change));
});

test('models with the same scores have the same gap, without resampling', () => {
  const twins = rows.map((row) => ({ ...row, champion: row.challenger }));
  expect(estimateWidening(inGroups(twins), alpha, neverAsked)).toMatchObject({ value: 0, low: 0, high: 0 });
});

test('models that differ only in the reference do not have the same gap', () => {
  const half = rows.map((row) => (row.group === 'young' ? { ...row, champion: row.challenger } : row));
  const models = inGroups(half);
  expect(estimateWidening(models, alpha, () => partsOf(models))).toMatchObject({
    method: 'paired BCa bootstrap of both gaps',
  });
});

const shares = (list: readonly Row[]) =>
  pairOf(
    'selection_rate',
    list.filter(({ group }) => group === 'young'),
    list.filter(({ group }) => group === 'old'),
  );

test('a gap of shares on which both decide alike is not known to be the same: by as much as Tango allows in each group it may have grown or shrunk', () => {
  const alike = rows.map((row) => ({ ...row, champion: row.challenger >= 0.5 ? 0.9 : 0.1 }));
  const found = estimateWidening(shares(alike), alpha, neverAsked);
  if (!('value' in found)) throw new Error(found.undefined);
  expect(found).toMatchObject({ value: 0, low: -found.high, method: 'Tango, same decision on every row' });
  expect(found.high).toBeGreaterThan(0.02); // of about 100 young
});

test('a group in which both decide alike counts, though resamples of it never differ', () => {
  const random = createRandom(5);
  // The old differ now and then; of the young, whose gap is below 0, the change would refuse some who are not among these.
  const differing = rows.map((row, i) => {
    const now = row.group === 'young' ? Number(i % 5 === 0) : Number(random.next() / 2 ** 32 < 0.6);
    return { ...row, challenger: now, champion: row.group === 'old' && i % 50 === 0 ? 1 - now : now };
  });
  const models = shares(differing);
  const found = estimateWidening(models, alpha, () => partsOf(models));
  const signed = changeOfShareGap(models, normalQuantile(1 - alpha));
  if (!('value' in found) || signed === undefined) throw new Error('two intervals');
  expect(found.high - found.value).toBeGreaterThanOrEqual(signed.difference - signed.low - 1e-12);
  expect(found.value - found.low).toBeGreaterThanOrEqual(signed.high - signed.difference - 1e-12);
});

test('says why there is no number, of the group or of its reference', () => {
  const young = rows.filter(({ group }) => group === 'young');
  const few = [...young, ...rows.filter(({ group }) => group === 'old').slice(0, 3)];
  expect(estimateWidening(inGroups(few), alpha, neverAsked)).toEqual({
    undefined: 'the reference: insufficient data: 3 of 10 rows',
    n: young.length,
  });
});

test('resamples that all agree give no number', () => {
  const flat = { observed: 0.1, resampled: new Float64Array(50).fill(0.1), leftOut: new Float64Array(9) };
  const found = estimateWidening(inGroups(rows), alpha, () => ({ challenger: [flat, flat], other: [flat, flat] }));
  expect(found).toMatchObject({ undefined: expect.stringContaining('spread') });
});
