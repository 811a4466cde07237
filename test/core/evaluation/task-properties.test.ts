import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { type MetricName, multiclassMetrics, rankingMetrics } from '../../../src/core/definitions/schema/gates.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { metricOf } from '../../../src/core/evaluation/metrics.ts';
import type { Measurement, Quantity } from '../../../src/core/gate/evidence.ts';
import { settings } from '../comparison/rows.ts';
import { creditGates, evidence, judged, lending } from '../gate/sample-evidence.ts';
import { classes, classRows, rankedRows, type TaskRow, taskRows } from './task-rows.ts';

const quick = { ...settings, resamples: 100, classCosts: Float64Array.of(0, 5, 6, 5, 0, 5, 6, 5, -1) };
const why = 'It must be so.';
const numbersOf = ({ challenger, champion, difference, widening }: Measurement) =>
  [challenger, champion, difference, widening].filter((estimate) => estimate !== undefined);

/** Of rules that any number at all would pass. */
function outcomes(measurement: Measurement): readonly string[] {
  const { metric, class: name } = measurement.quantity;
  const about = { metric, ...(name !== undefined && { class: name }), why };
  return [
    { ...about, rule: 'notWorse', margin: 1e9, anchor: 'none' },
    { ...about, rule: 'atLeast', threshold: -1e9 },
    { ...about, rule: 'atMost', threshold: 1e9 },
  ].map((rule) => judged(evidence([measurement]), creditGates([rule]), lending()).outcome);
}

const ofOneClass = ['recall', 'precision', 'roc_auc', 'f1', 'selection_rate', 'log_loss', 'ece_width'] as const;
const asked: readonly (readonly ['multiclass' | 'ranking', Quantity])[] = [
  // Of three classes the top 3 and 5 are always right, which the definitions refuse.
  ...multiclassMetrics.filter((name) => !/top_[35]/.test(name)).map((metric) => ['multiclass', { metric }] as const),
  ...ofOneClass.map((metric) => ['multiclass', { metric, class: 'late' }] as const),
  ...rankingMetrics.map((metric) => ['ranking', { metric }] as const),
];
const soundRows = { multiclass: classRows(900), ranking: rankedRows(120) };
const scored = (rows: readonly TaskRow[], score: number) =>
  rows.map((row) => ({ ...row, challenger: row.challenger.map(() => score) }));
/** n rows, or n queries. */
const first = (task: 'multiclass' | 'ranking', n: number) => soundRows[task].slice(0, task === 'ranking' ? 12 * n : n);

/** Equal, but for the last digits of sums that were made in another order. */
function expectSame(got: Measurement, want: Measurement): void {
  for (const [i, estimate] of numbersOf(got).entries()) {
    const other = numbersOf(want)[i];
    if (other === undefined || !isDefined(estimate) || !isDefined(other)) expect(estimate).toEqual(other);
    else for (const key of ['value', 'low', 'high', 'n'] as const) expect(estimate[key]).toBeCloseTo(other[key], 9);
  }
}

describe.each(asked)('%s %o', (task, quantity) => {
  const rows = soundRows[task];
  const sound = measure(taskRows(task, rows), quantity, quick);

  test('is defined, finite and in order where nothing is wrong', () => {
    expect(isDefined(sound.challenger), JSON.stringify(sound.challenger)).toBe(true);
    for (const estimate of numbersOf(sound).filter(isDefined)) {
      const { value, low, high } = estimate;
      expect([value, low, high].every(Number.isFinite)).toBe(true);
      expect(low).toBeLessThanOrEqual(high);
    }
    expect(outcomes(sound)).toContain('pass');
  });

  test('does not depend on the order of rows', () => {
    const shuffled = rows.toSorted((a, b) => (a.challenger[0] ?? 0) - (b.challenger[0] ?? 0)).reverse();
    expectSame(measure(taskRows(task, shuffled), quantity, quick), sound);
  });

  test('counts a row of weight 2 as two of them', () => {
    const few = first(task, 60);
    const twice = few.map((row) => ({ ...row, weight: Number(row.query.length % 2) + 1 }));
    const written = twice.flatMap((row) =>
      row.weight === 2 ? [row, { ...row, query: task === 'ranking' ? `${row.query} again` : row.query }] : [row],
    );
    const metric = metricOf(task, quantity);
    const byWeight = measure(taskRows(task, twice), quantity, quick).challenger;
    const byRows = measure(
      taskRows(
        task,
        written.map(({ weight: _, ...row }) => row),
      ),
      quantity,
      quick,
    ).challenger;
    if (isDefined(byWeight) && isDefined(byRows)) expect(byWeight.value).toBeCloseTo(byRows.value, 9);
    else expect(metric?.bothClasses ?? metric?.among).toBeDefined(); // too few of a class
  });

  test('of two models that are one has no difference', () => {
    const alike = rows.map((row) => ({ ...row, champion: row.challenger }));
    const { difference } = measure(taskRows(task, alike), quantity, quick);
    expect(difference).toMatchObject({ value: 0 });
  });

  test.each<[string, readonly TaskRow[]]>([
    ['every score missing', scored(rows, Number.NaN)],
    ['every score infinite', scored(rows, Number.POSITIVE_INFINITY)],
    ['a score missing', rows.map((row, i) => (i === 5 ? { ...row, challenger: [Number.NaN, 0.5, 0.5] } : row))],
    ['no row', []],
    ['one', first(task, 1)],
    ['two', first(task, 2)],
    ['no label', rows.map((row) => ({ ...row, label: Number.NaN }))],
    task === 'multiclass'
      ? ['answers that are no probabilities', scored(rows, 0.5)]
      : ['nothing relevant', rows.map((row) => ({ ...row, label: 0 }))],
  ])('with %s passes no gate', (_, list) => {
    const measurement = measure(taskRows(task, list.map(sized(task))), quantity, quick);
    expect(numbersOf(measurement).filter((one) => isDefined(one) && one !== measurement.champion)).toEqual([]);
    expect(outcomes(measurement)).not.toContain('pass');
  });

  test.skipIf(task === 'ranking' || !metricOf(task, quantity)?.bothClasses)('of one class passes no gate', () => {
    const one = measure(
      taskRows(
        task,
        rows.map((row) => ({ ...row, label: 1 })),
      ),
      quantity,
      quick,
    );
    expect(numbersOf(one).filter(isDefined)).toEqual([]);
    expect(outcomes(one)).not.toContain('pass');
  });
});

/** A ranking has one score for each row. */
function sized(task: 'multiclass' | 'ranking') {
  return (row: TaskRow): TaskRow => (task === 'ranking' ? { ...row, challenger: row.challenger.slice(0, 1) } : row);
}

test('a metric of another task, or of a class that there is not, is undefined with its reason', () => {
  const reason = (task: 'multiclass' | 'ranking', quantity: Quantity) =>
    measure(taskRows(task, soundRows[task]), quantity, quick).challenger;
  expect(reason('multiclass', { metric: 'ndcg' })).toEqual({ undefined: 'nDCG is for ranking models', n: 0 });
  expect(reason('ranking', { metric: 'recall', class: 'late' })).toMatchObject({ n: 0, undefined: expect.any(String) });
  expect(reason('multiclass', { metric: 'recall', class: 'early' })).toEqual({
    undefined: 'there is no class "early"',
    n: 0,
  });
});

describe('one class against the rest', () => {
  const of = (metric: MetricName, name: string) =>
    measure(taskRows('multiclass', soundRows.multiclass), { metric, class: name }, quick);

  test('is a share with Wilson and Tango intervals, over the rows of that class', () => {
    const rows = soundRows.multiclass.filter(({ label }) => label === 1).length;
    expect(of('recall', 'late')).toMatchObject({
      challenger: { n: rows, method: 'Wilson' },
      difference: { n: rows, method: 'Tango' },
    });
  });

  test('has DeLong intervals for the area under its curve', () => {
    expect(of('roc_auc', 'very late').difference).toMatchObject({ method: 'DeLong' });
  });

  test('the recalls of the classes make the balanced accuracy', () => {
    const value = ({ challenger }: Measurement) => (isDefined(challenger) ? challenger.value : Number.NaN);
    const recalls = classes.map((name) => value(of('recall', name)));
    const whole = measure(taskRows('multiclass', soundRows.multiclass), { metric: 'balanced_accuracy' }, quick);
    expect(value(whole)).toBeCloseTo(recalls.reduce((a, b) => a + b, 0) / 3, 12);
  });
});

describe('a ranking', () => {
  const rows = soundRows.ranking;

  test('counts queries, and draws them whole', () => {
    const found = measure(taskRows('ranking', rows), { metric: 'ndcg' }, quick);
    expect(found).toMatchObject({ challenger: { n: 120 }, difference: { n: 120, method: 'paired BCa bootstrap' } });
  });

  test('whose queries are in one group can be contrasted; one whose queries are split can not', () => {
    const quantity = { metric: 'ndcg', group: { name: 'airport', value: 'SAN', reference: 'SEA' } } as const;
    expect(isDefined(measure(taskRows('ranking', rows), quantity, quick).challenger)).toBe(true);
    const mixed = rows.map((row, i) => ({ ...row, group: i % 2 === 0 ? 'SAN' : 'SEA' }));
    expect(measure(taskRows('ranking', mixed), quantity, quick).challenger).toEqual({
      undefined: 'the rows of a query differ in airport, and queries are counted whole',
      n: 0,
    });
  });

  test('draws the clusters that its queries are in', () => {
    const clustered = {
      ...taskRows('ranking', rows),
      cluster: taskRows(
        'ranking',
        rows.map((row) => ({ ...row, query: row.query.slice(0, 5) })),
      ).query,
    };
    const { cluster, ...rest } = clustered;
    const found = measure({ ...rest, ...(cluster && { cluster }) }, { metric: 'ndcg' }, quick);
    expect(found.challenger).toMatchObject({ n: 120, clusters: 10 });
  });
});
