import { expect, test } from 'vitest';
import { bcaInterval } from '../../../src/core/comparison/bca.ts';
import { byBootstrap } from '../../../src/core/comparison/by-bootstrap.ts';
import { delongPaired } from '../../../src/core/comparison/delong.ts';
import { effectiveDegrees, expandedLevel } from '../../../src/core/comparison/effective-degrees.ts';
import { estimateChange } from '../../../src/core/comparison/estimate-change.ts';
import { changeOfShareGap } from '../../../src/core/comparison/gap-of-shares.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { combine } from '../../../src/core/comparison/replicates.ts';
import { studentQuantile } from '../../../src/core/comparison/student-t.ts';
import { tangoInterval } from '../../../src/core/comparison/tango.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { neverAsked, pairOf, replicatesOf } from './paired-samples.ts';
import { type Row, someRows } from './rows.ts';

const alpha = 0.05;
const z = normalQuantile(1 - alpha);
const rows = someRows(300);
const twins = rows.map((row) => ({ ...row, champion: row.challenger }));

test('shares of the same rows differ by Tango, from the rows that only one model has right', () => {
  const right = ({ label }: Row, score: number) => score >= 0.5 === (label === 1);
  const only = (of: boolean) =>
    rows.filter((row) => right(row, row.challenger) === of && right(row, row.champion) !== of).length;
  const [b, c, n] = [only(true), only(false), 300];
  const { difference, low, high } = tangoInterval({ onlyChallenger: b, onlyChampion: c, n }, z);
  const se = Math.sqrt((b + c - (b - c) ** 2 / n) / n ** 2);
  expect(estimateChange(pairOf('accuracy', rows), alpha, neverAsked)).toEqual({
    value: difference,
    low,
    high,
    n,
    method: 'Tango',
    se: expect.closeTo(se, 12),
  });
});

test('shares of models that never disagree still have a width', () => {
  const found = estimateChange(pairOf('accuracy', twins), alpha, neverAsked);
  expect(found).toMatchObject({ value: 0, method: 'Tango', se: 0, high: expect.closeTo((z * z) / (300 + z * z), 6) });
});

test('ROC AUC differs by DeLong', () => {
  const column = (of: keyof Row) => Float64Array.from(rows, (row) => Number(row[of]));
  const { difference, se, degrees, interval } = delongPaired(column('label'), column('challenger'), column('champion'));
  expect(estimateChange(pairOf('roc_auc', rows), alpha, neverAsked)).toEqual({
    value: difference,
    ...interval(studentQuantile(1 - alpha, degrees)),
    n: 300,
    method: 'DeLong',
    se,
  });
});

test('curves that are equal where rankings are not have no known width', () => {
  const perfect = rows.map((row, i) => ({ ...row, challenger: row.label + i / 1000, champion: row.label - i / 1000 }));
  expect(estimateChange(pairOf('roc_auc', perfect), alpha, neverAsked)).toEqual({
    undefined: expect.stringContaining('the curves are equal'),
    n: 300,
  });
});

const [young, old] = ['young', 'old'].map((group) => rows.filter((row) => row.group === group));

test.each([
  ['a mean', pairOf('brier', rows)],
  ['a gap between means', pairOf('brier', young ?? [], old ?? [])],
  ['a gap between precisions', pairOf('precision', young ?? [], old ?? [])],
  ['a gap between AUCs, which DeLong is not for', pairOf('roc_auc', young ?? [], old ?? [])],
])('%s changes by what paired resamples say', (_, models) => {
  const both = replicatesOf(models);
  const change = combine([both.challenger, both.other], ([a = 0, b = 0]) => a - b);
  const [units, degrees] = [change.leftOut.length, effectiveDegrees(change.leftOut)];
  const bca = { low: 0, high: 0, se: 0, ...bcaInterval(change, expandedLevel(alpha, units, degrees)) };
  const half = studentQuantile(1 - alpha, degrees) * bca.se * Math.sqrt(units / (units - 1));
  const [low, high] = [Math.min(bca.low, change.observed - half), Math.max(bca.high, change.observed + half)];
  expect(estimateChange(models, alpha, () => change)).toEqual({
    value: both.challenger.observed - both.other.observed,
    low,
    high,
    n: models.challenger[0]?.statistic.counted,
    method: 'paired BCa bootstrap',
    se: bca.se,
  });
});

test('a gap between shares changes by the further of what paired resamples and Tango in each group say', () => {
  const models = pairOf('accuracy', young ?? [], old ?? []);
  const both = replicatesOf(models);
  const change = combine([both.challenger, both.other], ([a = 0, b = 0]) => a - b);
  const resampled = byBootstrap(() => change, alpha, { n: young?.length ?? 0, clusters: undefined, paired: true });
  const ofShares = changeOfShareGap(models, z);
  if (!isDefined(resampled) || ofShares === undefined) throw new Error('two intervals');
  expect(ofShares.difference).toBeCloseTo(resampled.value, 12);
  expect(estimateChange(models, alpha, () => change)).toEqual({
    ...resampled,
    low: Math.min(resampled.low, ofShares.low),
    high: Math.max(resampled.high, ofShares.high),
  });
});

test('a gap between shares on which models decide alike has a width, unless their scores are the same, too', () => {
  const [few, many] = [young?.slice(0, 40) ?? [], old?.slice(0, 100) ?? []];
  const nudged = (list: readonly Row[]) =>
    list.map((row) => ({ ...row, champion: row.challenger >= 0.5 ? 0.9 : row.challenger / 2 }));
  const found = estimateChange(pairOf('selection_rate', nudged(few), nudged(many)), alpha, neverAsked);
  const end = Math.hypot((z * z) / (40 + z * z), (z * z) / (100 + z * z));
  expect(found).toEqual({
    value: 0,
    low: expect.closeTo(-end, 9),
    high: expect.closeTo(end, 9),
    n: 40,
    method: 'Tango, same decision on every row',
  });
  const twinsOf = (list: readonly Row[]) => list.map((row) => ({ ...row, champion: row.challenger }));
  expect(estimateChange(pairOf('selection_rate', twinsOf(few), twinsOf(many)), alpha, neverAsked)).toMatchObject({
    low: 0,
    high: 0,
    method: 'same answer on every row',
  });
});

test.each(['f1', 'precision', 'balanced_accuracy'] as const)(
  '%s of models that decide alike has the width of the decisions that were not seen',
  (metric) => {
    const alike = rows.map((row) => ({ ...row, champion: row.challenger >= 0.5 ? 0.9 : 0.1 }));
    const found = estimateChange(pairOf(metric, alike), alpha, neverAsked);
    if (!isDefined(found)) throw new Error(found.undefined);
    expect(found).toMatchObject({ value: 0, low: -found.high, method: 'Tango, same decision on every row' });
    // 300 · z² / (300 + z²) = 2.7 decisions; one moves such a number by less than a hundredth.
    expect(found.high).toBeGreaterThan(0.005);
    expect(found.high).toBeLessThan(0.05);
    expect(estimateChange(pairOf(metric, twins), alpha, neverAsked)).toMatchObject({ low: 0, high: 0 });
  },
);

test('counts the rows that both numbers count', () => {
  const called = (who: 'challenger' | 'champion') => rows.filter((row) => row[who] >= 0.5).length;
  const models = pairOf('precision', rows);
  const both = replicatesOf(models);
  const { n } = estimateChange(models, alpha, () => combine([both.challenger, both.other], ([a = 0, b = 0]) => a - b));
  expect(called('challenger')).not.toBe(called('champion'));
  expect(n).toBe(Math.min(called('challenger'), called('champion')));
});

test.each<[string, readonly Row[], string]>([
  ['either', rows.map((row) => ({ ...row, label: 0 })), 'only one class'],
  [
    'the champion',
    rows.map((row, i) => (i === 0 ? { ...row, champion: Number.NaN } : row)),
    'the champion: 1 of 300 rows have no finite score',
  ],
])('says why there is no number of %s', (_, list, reason) => {
  expect(estimateChange(pairOf('roc_auc', list), alpha, neverAsked)).toEqual({ undefined: reason, n: 300 });
});

test('the same answers differ by 0 without resampling, given 30 rows', () => {
  const same = (count: number) => estimateChange(pairOf('brier', twins.slice(0, count)), alpha, neverAsked);
  expect(same(30)).toEqual({ value: 0, low: 0, high: 0, n: 30, method: 'same answer on every row' });
  expect(same(29)).toEqual({ undefined: 'insufficient data: 29 of 30 rows', n: 29 });
});

test('resamples that all agree give no number', () => {
  const models = pairOf(
    'mean_score',
    rows.map((row) => ({ ...row, champion: row.challenger + 0.1 })),
  );
  const flat = {
    observed: -0.1,
    resampled: new Float64Array(50).fill(-0.1),
    leftOut: new Float64Array(300).fill(-0.1),
  };
  expect(estimateChange(models, alpha, () => flat)).toEqual({ undefined: expect.stringContaining('spread'), n: 300 });
});
