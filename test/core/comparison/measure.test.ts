import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/core/comparison/decide.ts';
import { measure } from '../../../src/core/comparison/measure.ts';
import { binaryMetrics, type MetricName, metricName } from '../../../src/core/definitions/schema/gates.ts';
import { type Estimate, isDefined } from '../../../src/core/evaluation/estimate.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { measurementSchema, type Quantity } from '../../../src/core/gate/evidence.ts';
import { type Row, scoredRows, settings, someRows } from './rows.ts';

const rows = someRows(300);
const contrast = { name: 'age', value: 'young', reference: 'old' };
const quick = { ...settings, resamples: 200 };

function defined(estimate: Estimate | undefined) {
  if (estimate === undefined || !isDefined(estimate)) throw new Error(`no number: ${JSON.stringify(estimate)}`);
  return estimate;
}

const quantities = metricName.options.flatMap((metric): Quantity[] => [
  { metric },
  { metric, among: 'Good' },
  { metric, group: { name: 'age', value: 'young' } },
  { metric, group: contrast },
]);

function measureFor(list: readonly Row[], quantity: Quantity, other = quick) {
  return measure(scoredRows(list, metrics[quantity.metric].task), quantity, other);
}

describe.each(quantities.map((quantity) => [JSON.stringify(quantity), quantity] as const))('%s', (_, quantity) => {
  test('is what evidence may carry, whatever the rows', () => {
    const number = fc.constantFrom(0, 1, 0.5, 0.25, Number.NaN, Number.POSITIVE_INFINITY);
    const row = fc.record({
      label: fc.constantFrom(0, 1, Number.NaN),
      challenger: number,
      champion: number,
      group: fc.constantFrom('young', 'old'),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (list) => {
        measurementSchema.parse(measureFor(list, quantity, { ...settings, resamples: 20, minimumGroup: 2 }));
      }),
      { numRuns: 15 },
    );
  });

  test('does not depend on the order of rows', () => {
    expect(measureFor(rows.toReversed(), quantity)).toEqual(measureFor(rows, quantity));
  });

  test('swaps both models and flips the difference when they are swapped', () => {
    const swapped = rows.map((row) => ({ ...row, challenger: row.champion, champion: row.challenger }));
    const [one, other] = [measureFor(rows, quantity), measureFor(swapped, quantity)];
    for (const [a, b] of [
      [one.challenger, other.champion],
      [one.champion, other.challenger],
    ] as const) {
      if (a && b && isDefined(a)) expect(defined(b).value).toBeCloseTo(a.value, 12);
    }
    if (one.difference && isDefined(one.difference)) {
      expect(defined(other.difference).value).toBeCloseTo(-one.difference.value, 12);
    }
  });

  test.each([0, 1, 2, 5])('is undefined with %i rows, and never passes', (n) => {
    const { challenger, champion, difference, widening } = measureFor(rows.slice(0, n), quantity);
    for (const estimate of [challenger, champion, difference, widening]) {
      if (estimate === undefined) continue;
      expect(isDefined(estimate)).toBe(false);
      expect(decide(estimate, { rule: 'notWorse', margin: 1e9, betterIs: 'higher' }, 0.05).outcome).toBe(
        'inconclusive',
      );
    }
  });
});

describe('one model', () => {
  test.each([
    ['roc_auc', 'DeLong, logit'],
    ['accuracy', 'Wilson'],
    ['recall', 'Wilson'],
    ['precision', 'Wilson'],
    ['log_loss', 'BCa bootstrap'],
    ['f1', 'BCa bootstrap'],
  ] as const)('%s has its interval by %s', (metric, method) => {
    const found = defined(measureFor(rows, { metric }).challenger);
    expect(found.method).toBe(method);
    expect(found.low < found.value && found.value < found.high).toBe(true);
  });

  test('counts the rows in its own denominator', () => {
    const positives = rows.filter(({ label }) => label === 1).length;
    const called = rows.filter(({ challenger }) => challenger >= 0.5).length;
    const n = (metric: MetricName) => measureFor(rows, { metric }).challenger.n;
    expect([n('recall'), n('false_positive_rate'), n('precision'), n('accuracy')]).toEqual([
      positives,
      300 - positives,
      called,
      300,
    ]);
  });

  test('mean score among a label is that of the rows with it', () => {
    const good = rows.filter(({ label }) => label === 0);
    const mean = good.reduce((sum, { challenger }) => sum + challenger, 0) / good.length;
    const found = defined(measureFor(rows, { metric: 'mean_score', among: 'Good' }).challenger);
    expect(found.value).toBeCloseTo(mean, 12);
    expect(found.n).toBe(good.length);
  });
});

describe('two models', () => {
  test.each([
    ['roc_auc', 'DeLong'],
    ['accuracy', 'Tango'],
    ['recall', 'Tango'],
    ['precision', 'paired BCa bootstrap'],
    ['brier', 'paired BCa bootstrap'],
  ] as const)('the difference in %s has its interval by %s', (metric, method) => {
    const found = measureFor(rows, { metric });
    expect(defined(found.difference).method).toBe(method);
    const plain = defined(found.challenger).value - defined(found.champion).value;
    expect(defined(found.difference).value).toBeCloseTo(plain, 12);
  });

  test('the same models differ by 0 in every metric', () => {
    const twins = someRows(3100).map((row) => ({ ...row, champion: row.challenger })); // 1 % of them are 31 rows
    for (const metric of binaryMetrics) {
      expect(defined(measureFor(twins, { metric }, { ...quick, resamples: 20 }).difference).value).toBe(0);
    }
  });

  test('few rows do not show that the same models are the same', () => {
    const twins = rows.slice(0, 20).map((row) => ({ ...row, champion: row.challenger }));
    const { difference } = measureFor(twins, { metric: 'brier' });
    expect(difference).toEqual({ undefined: 'insufficient data: 20 of 30 rows', n: 20 });
  });

  test('a model that only rescales the scores ranks these rows the same, and may rank others otherwise', () => {
    const rescaled = rows.map((row) => ({ ...row, champion: row.challenger ** 3 }));
    const { difference } = measureFor(rescaled, { metric: 'roc_auc' });
    if (difference === undefined || !isDefined(difference)) throw new Error('no difference');
    expect(difference).toMatchObject({ value: 0, low: -difference.high, method: 'Tango, same order of rows' });
    const positives = rows.filter(({ label }) => label === 1).length;
    expect(difference.high).toBeGreaterThan(1 / (positives + 3)); // one that goes from the top to the bottom
    expect(difference.high).toBeLessThan(0.05);
  });

  test('two models that both separate the classes are not called the same', () => {
    const perfect = rows.map((row, i) => ({
      ...row,
      challenger: row.label + i / 1000,
      champion: row.label - i / 1000,
    }));
    const found = measureFor(perfect, { metric: 'roc_auc' });
    expect(found.challenger).toHaveProperty('undefined');
    expect(found.difference).toHaveProperty('undefined');
  });

  test('a shift by the same amount on every row has no known spread', () => {
    const shifted = rows.map((row) => ({ ...row, champion: row.challenger + 0.1 }));
    expect(measureFor(shifted, { metric: 'mean_score' }).difference).toHaveProperty('undefined');
  });

  test('without a champion the baseline stands in', () => {
    const { champion: _, ...alone } = scoredRows(rows);
    const found = measure(alone, { metric: 'roc_auc' }, quick);
    expect(found).not.toHaveProperty('champion');
    expect(defined(found.difference).value).toBeCloseTo(defined(found.challenger).value - 0.5, 12);
    const precision = measure(alone, { metric: 'precision' }, quick);
    expect(precision.difference).toMatchObject({ undefined: 'the baseline: no row is predicted positive' });
  });
});

describe('groups', () => {
  const young = rows.filter(({ group }) => group === 'young');

  test('a contrast is the signed gap to the reference, its difference the change of that gap', () => {
    const found = measureFor(rows, { metric: 'mean_score', group: contrast });
    const of = (value: string) => measureFor(rows, { metric: 'mean_score', group: { name: 'age', value } });
    const gap = (model: 'challenger' | 'champion') =>
      defined(of('young')[model]).value - defined(of('old')[model]).value;
    expect(defined(found.challenger).value).toBeCloseTo(gap('challenger'), 12);
    expect(defined(found.difference).value).toBeCloseTo(gap('challenger') - gap('champion'), 12);
    expect(defined(found.widening).value).toBeCloseTo(Math.abs(gap('challenger')) - Math.abs(gap('champion')), 12);
    expect(found.challenger.n).toBe(young.length);
  });

  test('a gap that turns round and grows is wider, though its change is negative', () => {
    const turned = rows.map((row) => {
      const noise = (row.challenger - row.champion) / 10;
      const sign = row.group === 'young' ? 1 : 0;
      return { ...row, champion: 0.5 + 0.02 * sign + noise, challenger: 0.5 - 0.1 * sign + 2 * noise };
    });
    const found = measureFor(turned, { metric: 'mean_score', group: contrast });
    expect(defined(found.difference).high).toBeLessThan(0);
    expect(defined(found.widening).low).toBeGreaterThan(0);
  });

  test('a group with too few rows in its own denominator says how many there are', () => {
    const few = [...rows.filter(({ group }) => group === 'old'), ...young.slice(0, 12)];
    const found = measureFor(few, { metric: 'accuracy', group: contrast });
    expect(found.challenger).toEqual({ undefined: 'insufficient data: 12 of 30 rows', n: 12 });
    expect(found.difference).toEqual({ undefined: 'insufficient data: 12 of 30 rows', n: 12 });
  });

  test('too few rows in the reference say so', () => {
    const few = [...young, ...rows.filter(({ group }) => group === 'old').slice(0, 12)];
    const { challenger } = measureFor(few, { metric: 'accuracy', group: contrast });
    expect(challenger).toMatchObject({ undefined: 'the reference: insufficient data: 12 of 30 rows' });
  });

  test('another group that is the same everywhere changes nothing', () => {
    const plain = scoredRows(rows);
    const constant = { type: 'category' as const, levels: ['all'], codes: new Int32Array(rows.length) };
    const more = { ...plain, groups: new Map([...plain.groups, ['country', constant]]) };
    for (const quantity of [{ metric: 'f1' }, { metric: 'brier', group: contrast }] as const) {
      expect(measure(more, quantity, quick)).toEqual(measure(plain, quantity, quick));
    }
    const whole = measure(more, { metric: 'brier', group: { name: 'country', value: 'all' } }, quick);
    expect(whole.difference).toEqual(measure(plain, { metric: 'brier' }, quick).difference);
  });

  test('a group or value that is not there is undefined', () => {
    expect(measureFor(rows, { metric: 'f1', group: { name: 'sex', value: 'x' } }).challenger).toEqual({
      undefined: 'there is no group "sex"',
      n: 0,
    });
    expect(measureFor(rows, { metric: 'f1', group: { name: 'age', value: 'x' } }).challenger).toEqual({
      undefined: 'no rows',
      n: 0,
    });
  });
});

describe('what cannot be computed says why', () => {
  const changed = (change: Partial<Row>) => rows.map((row, i) => (i === 3 ? { ...row, ...change } : row));
  test.each([
    ['a missing score', 'brier', changed({ challenger: Number.NaN }), '1 of 300 rows have no finite score'],
    ['a score above 1', 'log_loss', changed({ challenger: 1.2 }), '1 of 300 scores are not probabilities'],
    ['one class', 'roc_auc', rows.map((row) => ({ ...row, label: 0 })), 'only one class'],
    ['no label', 'brier', rows.map((row) => ({ ...row, label: Number.NaN })), 'no rows'],
    [
      'a constant score',
      'mean_score',
      rows.map((row) => ({ ...row, challenger: 0.3 })),
      'every resample gives the same number, so its spread is unknown',
    ],
  ] as const)('%s', (_, metric, list, reason) => {
    expect(measureFor(list, { metric }).challenger).toMatchObject({ undefined: reason });
  });

  test('a cost without costs', () => {
    const { costs: _, ...free } = quick;
    expect(measure(scoredRows(rows), { metric: 'expected_cost' }, free).challenger).toMatchObject({
      undefined: 'no costs are declared',
    });
  });

  test('a metric of another task', () => {
    expect(measure(scoredRows(rows), { metric: 'mae' }, quick).challenger).toHaveProperty('undefined');
  });

  test('few rows of one class', () => {
    const rare = [...rows.filter(({ label }) => label === 0), ...rows.filter(({ label }) => label === 1).slice(0, 3)];
    expect(measureFor(rare, { metric: 'roc_auc' }).challenger).toMatchObject({
      undefined: 'insufficient data: 3 of 20 positive rows',
    });
  });
});
