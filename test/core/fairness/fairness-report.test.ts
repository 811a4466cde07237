import { describe, expect, test } from 'vitest';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { MetricName } from '../../../src/core/definitions/schema/gates.ts';
import { type Estimate, isDefined } from '../../../src/core/evaluation/estimate.ts';
import { fairnessReport, type GroupFairness } from '../../../src/core/fairness/fairness-report.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { type Row, scoredRows, settings, someRows } from '../comparison/rows.ts';

const quick = { ...settings, resamples: 400 };

/** Rows in the order of `index`. */
function take(rows: readonly Row[], index: readonly number[]): Row[] {
  return index.flatMap((i) => rows[i] ?? []);
}

function report(rows: readonly Row[], changed: Partial<ScoredRows> = {}, declared: readonly MetricName[] = []) {
  const scored = { ...scoredRows(rows), ...changed };
  const groups = [...scored.groups].map(([name, { levels, codes }]) => {
    const sizes = levels.map((value, code) => ({ value, n: codes.filter((own) => own === code).length }));
    return [name, sizes.map((part, i) => ({ ...part, reference: i === 0 }))] as const;
  });
  return fairnessReport(scored, Object.fromEntries(groups), declared, quick);
}

function estimates(found: readonly GroupFairness[]): readonly Estimate[] {
  const indices = found.flatMap(({ indices: of = {} }) =>
    Object.values(of).flatMap(({ estimate, change }) => [estimate, ...(change ? [change] : [])]),
  );
  const numbers = found.flatMap(({ numbers: all }) =>
    all.flatMap(({ parts, disparity }) => [
      ...parts.flatMap(({ estimate, contrast }) => [estimate, ...(contrast ? [contrast] : [])]),
      ...(disparity ? [disparity.difference, disparity.ratio, ...(disparity.change ? [disparity.change] : [])] : []),
    ]),
  );
  return [...numbers, ...indices];
}

const numberOf = (found: readonly GroupFairness[], metric: MetricName) =>
  found[0]?.numbers.find((one) => one.metric === metric);

test('a rate has an interval, a contrast against the reference, and p by Holm over all contrasts', () => {
  const found = report(someRows(600));
  const recall = numberOf(found, 'recall');
  expect(recall?.parts.map(({ part, contrast }) => [part, contrast !== undefined])).toEqual([
    ['old', false],
    ['young', true],
  ]);
  const ps = found.flatMap(({ numbers }) => numbers.flatMap(({ parts }) => parts.flatMap(({ p }) => p ?? [])));
  expect(ps.length).toBe(4);
  expect(recall?.parts[0]?.estimate).toMatchObject({ method: 'Wilson' });
  expect(recall?.parts[1]?.contrast).toMatchObject({ method: 'Newcombe' });
  expect(recall?.disparity?.change).toMatchObject({ method: 'percentile bootstrap' });
});

test('of rows in clusters everything has the intervals of whole clusters', () => {
  const rows = someRows(600);
  const cluster = categoryColumn(rows.map((_, i) => `person ${Math.floor(i / 5)}`));
  const found = report(rows, { cluster });
  const recall = numberOf(found, 'recall');
  const own = { method: expect.stringContaining('cluster'), clusters: 120 };
  expect(recall?.parts[0]?.estimate).toMatchObject({ method: expect.stringContaining('cluster') });
  expect(recall?.disparity).toMatchObject({ difference: own, ratio: own, change: own });
  expect(found[0]?.indices?.theilIndex).toMatchObject({ estimate: own, change: own });
});

test('the order of rows does not matter', () => {
  const rows = someRows(400);
  const shuffled = take(
    rows,
    rows.map((_, i) => i).sort((a, b) => ((a * 7919) % 400) - ((b * 7919) % 400)),
  );
  expect(report(shuffled)).toEqual(report(rows));
});

test('a group that holds every row changes no other, and has nothing to contrast', () => {
  const rows = scoredRows(someRows(400));
  const everybody = categoryColumn(rows.label.length > 0 ? Array.from(rows.label, () => 'everybody') : []);
  const [age, constant] = report(someRows(400), { groups: new Map([...rows.groups, ['all', everybody]]) });
  const [alone] = report(someRows(400));
  const plain = (group: GroupFairness | undefined) =>
    group?.numbers.map(({ parts, ...one }) => ({ ...one, parts: parts.map(({ p: _, ...part }) => part) }));
  expect(plain(age)).toEqual(plain(alone));
  expect(constant?.numbers.flatMap(({ parts }) => parts.filter(({ contrast }) => contrast !== undefined))).toEqual([]);
  for (const { disparity } of constant?.numbers ?? [])
    if (disparity) expect(isDefined(disparity.difference)).toBe(false);
});

describe.each<[string, readonly Row[]]>([
  ['no rows', []],
  ['one row', someRows(1)],
  ['two rows', someRows(2)],
  ['one class', someRows(300).map((row) => ({ ...row, label: 0 }))],
  ['a group of one class', someRows(300).map((row) => (row.group === 'young' ? { ...row, label: 1 } : row))],
  ['nobody selected', someRows(300).map((row) => ({ ...row, challenger: 0 }))],
  ['everybody selected', someRows(300).map((row) => ({ ...row, challenger: 1 }))],
  [
    'a group of 29',
    [
      ...someRows(300).map((row) => ({ ...row, group: 'old' })),
      ...someRows(29).map((row) => ({ ...row, group: 'young' })),
    ],
  ],
])('%s', (_, rows) => {
  test('every number is finite or undefined with its reason', () => {
    for (const estimate of estimates(report(rows))) {
      if (isDefined(estimate)) {
        expect([estimate.value, estimate.low, estimate.high].every(Number.isFinite)).toBe(true);
        expect(estimate.low <= estimate.high).toBe(true);
      } else expect(estimate.undefined).not.toBe('');
    }
  });
});

test('a group of fewer than 30 rows is insufficient data, never a number', () => {
  const rows = [
    ...someRows(300).map((row) => ({ ...row, group: 'old' })),
    ...someRows(29).map((row) => ({ ...row, group: 'young' })),
  ];
  for (const { parts } of report(rows)[0]?.numbers ?? []) {
    const young = parts.find(({ part }) => part === 'young');
    expect(young?.estimate).toMatchObject({ undefined: expect.stringContaining('insufficient data') });
    expect(young?.contrast).toMatchObject({ undefined: expect.stringContaining('insufficient data') });
  }
});

test('each class of a multiclass model stands against all others', () => {
  const rows = someRows(400);
  const classes = ['low', 'middle', 'high'];
  const label = Float64Array.from(rows, ({ challenger }, i) => (challenger > 0.6 ? 2 : (i * 7) % 3 === 0 ? 1 : 0));
  const challenger = Float64Array.from(rows.flatMap(({ challenger: s }) => [0.6 * (1 - s), 0.4 * (1 - s), s]));
  const { champion: _, ...scored } = scoredRows(rows, 'multiclass');
  const groups = { age: ['old', 'young'].map((value) => ({ value, n: 200, reference: value === 'old' })) };
  const [found] = fairnessReport({ ...scored, classes, label, challenger }, groups, ['accuracy'], quick);
  const selected = found?.numbers.filter(({ metric }) => metric === 'selection_rate') ?? [];
  expect(selected.map((one) => one.class)).toEqual(classes);
  const total = selected.reduce((sum, { parts }) => {
    const first = parts[0]?.estimate;
    return sum + (first !== undefined && isDefined(first) ? first.value : Number.NaN);
  }, 0);
  expect(total).toBeCloseTo(1, 12);
});

test('where thresholds differ between rows, what was decided counts', () => {
  const rows = someRows(300);
  const nobody = { challenger: new Uint8Array(300), champion: new Uint8Array(300) };
  const selected = numberOf(report(rows, { decided: nobody }), 'selection_rate');
  expect(selected?.parts.map(({ estimate }) => estimate)).toMatchObject([{ value: 0 }, { value: 0 }]);
});

test('regression has error and bias by group', () => {
  const rows = someRows(300);
  const [found] = report(rows, { ...scoredRows(rows, 'regression') });
  expect(found?.numbers.map(({ metric }) => metric)).toEqual(['mae', 'mean_error']);
  expect(found?.indices).toBeUndefined();
});

test('how positives of a part stand out among the negatives of all others counts a row by its weight', () => {
  const row = (label: number, challenger: number, group: string): Row => ({ label, challenger, champion: 0.5, group });
  const low = row(1, 0.2, 'young');
  const rows = [low, row(1, 0.9, 'young'), row(0, 0.5, 'old'), row(1, 0.6, 'old'), row(0, 0.3, 'young')];
  const weighted = report(rows, { weight: Float64Array.of(3, 1, 1, 1, 1) });
  const written = report([low, low, ...rows]);
  expect(weighted[0]?.backgroundAuc).toEqual({ old: 1, young: 0.25 });
  expect(weighted[0]?.backgroundAuc).toEqual(written[0]?.backgroundAuc);
  expect(report(rows)[0]?.backgroundAuc).toEqual({ old: 1, young: 0.5 });
});
