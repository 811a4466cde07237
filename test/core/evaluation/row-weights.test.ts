import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { binaryMetrics, regressionMetrics } from '../../../src/core/definitions/schema/gates.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import { effectiveRows, scaledWeights } from '../../../src/core/evaluation/sample-weights.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import type { Quantity } from '../../../src/core/gate/evidence.ts';
import { type Row, scoredRows, settings, someRows } from '../comparison/rows.ts';

const everyMetric = [...binaryMetrics, ...regressionMetrics];
const rows = someRows(240);
/** Every fourth row counts twice: 300 rows in all, which every number of bins here divides. */
const weightOf = (i: number) => (i % 4 === 0 ? 2 : 1);

function sampleOf(list: readonly Row[], task: string, weight?: Float64Array): Sample {
  return {
    label: Float64Array.from(list, ({ label }) => (task === 'regression' ? label + 0.5 : label)),
    score: Float64Array.from(list, ({ challenger }) => challenger),
    threshold: 0.5,
    ...(settings.costs && { costs: settings.costs }),
    ...(weight && { weight }),
  };
}

describe.each(everyMetric)('%s', (name) => {
  const metric = metrics[name];
  const value = (list: readonly Row[], weight?: Float64Array) =>
    observe(bindMetric(metric, sampleOf(list, metric.task, weight))).value;

  test('counts a row of weight 2 as two rows', () => {
    const twice = rows.flatMap((row, i) => (weightOf(i) === 2 ? [row, row] : [row]));
    expect(
      value(
        rows,
        Float64Array.from(rows, (_, i) => weightOf(i)),
      ),
    ).toBeCloseTo(value(twice), 10);
  });

  test('does not change when every weight is the same', () => {
    const weight = new Float64Array(rows.length).fill(0.3);
    expect(value(rows, scaledWeights(weight))).toBeCloseTo(value(rows), 10);
  });

  test('without each row in turn is what the other rows give, while there are few', () => {
    const few = rows.slice(0, 60);
    const weight = Float64Array.from(few, (_, i) => weightOf(i));
    const found = bindMetric(metric, sampleOf(few, metric.task, weight)).leaveOneOut();
    const expected = few.map((_, left) => {
      const counts = new Uint32Array(few.length).fill(1);
      counts[left] = 0;
      const { value: rest, degenerate } = bindMetric(metric, sampleOf(few, metric.task, weight)).value(counts);
      return degenerate === undefined ? rest : Number.NaN;
    });
    expect([...found].sort()).toEqual(expected.sort());
  });
});

describe('an estimate of weighted rows', () => {
  const weight = Float64Array.from(rows, (_, i) => 1 + (i % 7));
  const quick = { ...settings, resamples: 300 };
  const contrast = { name: 'age', value: 'young', reference: 'old' };
  const weighted = (list: readonly Row[], quantity: Quantity, own = weight) =>
    measure({ ...scoredRows(list), weight: own }, quantity, quick);
  const quantities: readonly Quantity[] = (
    ['accuracy', 'precision', 'roc_auc', 'selection_rate', 'log_loss'] as const
  ).flatMap((metric) => [{ metric }, { metric, group: contrast }]);

  test.each([...quantities, { metric: 'selection_rate', group: contrast, relative: true } as const])(
    'comes from resamples, never from a formula for equal rows: %o',
    (quantity) => {
      const { challenger, champion, difference, fisher } = weighted(rows, quantity);
      for (const estimate of [challenger, champion, difference].filter((one) => one !== undefined)) {
        expect(estimate).toMatchObject({ method: expect.stringContaining('bootstrap') });
      }
      expect(fisher).toBeUndefined();
    },
  );

  test('does not depend on the order of rows', () => {
    const ties = rows.map((row) => ({ ...row, challenger: Math.round(row.challenger * 5) / 5, champion: 0.5 }));
    const turned = weighted(ties.toReversed(), { metric: 'brier' }, weight.toReversed());
    expect(turned).toEqual(weighted(ties, { metric: 'brier' }));
  });

  test('counts rows, not weights', () => {
    const { challenger } = weighted(rows, { metric: 'accuracy' });
    expect(challenger.n).toBe(rows.length);
  });

  test('is close to that of the closed form where weights are all but equal', () => {
    const almost = Float64Array.from(rows, (_, i) => 1 + 1e-9 * i);
    const [resampled, closed] = [
      measure({ ...scoredRows(rows), weight: almost }, { metric: 'accuracy' }, settings).challenger,
      measure(scoredRows(rows), { metric: 'accuracy' }, settings).challenger,
    ];
    if (!isDefined(resampled) || !isDefined(closed)) throw new Error('both have a number');
    expect(resampled.value).toBeCloseTo(closed.value, 6);
    expect(Math.abs(resampled.low - closed.low)).toBeLessThan(0.01);
    expect(Math.abs(resampled.high - closed.high)).toBeLessThan(0.01);
  });

  test('is refused where a few rows outweigh all others', () => {
    const lopsided = Float64Array.from(rows, (_, i) => (i < 5 ? 1e6 : 1));
    expect(weighted(rows, { metric: 'accuracy' }, lopsided).challenger).toEqual({
      undefined: 'insufficient data: as weighted, 5 of 10 rows',
      n: rows.length,
    });
  });
});

test('effective rows are those of equal weight that say as much', () => {
  expect(effectiveRows(Float64Array.of(3, 3, 3, 3))).toBe(4);
  expect(effectiveRows(Float64Array.of(1, 1, 2))).toBeCloseTo(16 / 6, 12);
  expect(effectiveRows(new Float64Array())).toBe(0);
});

test('scaling keeps every digit of the weights', () => {
  const weight = Float64Array.of(0.1, 0.2, 0.7);
  const scaled = scaledWeights(weight);
  expect(scaled).toEqual(weight.map((w) => w * 4));
  expect(scaledWeights(new Float64Array())).toEqual(new Float64Array());
});
