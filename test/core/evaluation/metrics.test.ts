import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryMetrics, type MetricName, regressionMetrics } from '../../../src/core/definitions/schema/gates.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';

const costs = { falseNegative: 5, falsePositive: 1, truePositive: -1, trueNegative: 0 };
/** Those of other tasks have tests of their own. */
const names = [...binaryMetrics, ...regressionMetrics];

/** Found from the fit of all rows by one step, so only nearly what leaving a row out gives; its own test says how near. */
const approximate: readonly MetricName[] = ['calibration_in_the_large', 'calibration_intercept', 'calibration_slope'];
/** Defined for values above 0 only. */
const ofAmounts: readonly MetricName[] = [
  'mape',
  'mean_squared_log_error',
  'mean_poisson_deviance',
  'mean_gamma_deviance',
];

/** Rows with ties in score; counts as a resample would draw them. */
const rowsOf = (name: MetricName) => {
  const least = ofAmounts.includes(name) ? 1 : -4;
  return fc.array(
    fc.record({
      y: metrics[name].task === 'binary' ? fc.constantFrom(0, 1) : fc.integer({ min: least, max: 9 }),
      s: fc.integer({ min: Math.max(0, least), max: 8 }).map((i) => i / 8),
      count: fc.nat(3),
    }),
    { minLength: 2, maxLength: 25 },
  );
};

function sampleOf(rows: readonly { y: number; s: number }[]): Sample {
  return {
    label: Float64Array.from(rows, ({ y }) => y),
    score: Float64Array.from(rows, ({ s }) => s),
    threshold: 0.5,
    costs,
  };
}

function same(got: number, want: number) {
  if (Number.isNaN(want)) expect(got).toBeNaN();
  else expect(got).toBeCloseTo(want, 9);
}

describe.each(names)('%s', (name) => {
  const metric = metrics[name];

  test('of counted rows is that of the rows written out', () => {
    fc.assert(
      fc.property(rowsOf(name), (rows) => {
        const counted = bindMetric(metric, sampleOf(rows)).value(Uint32Array.from(rows, ({ count }) => count));
        const written = rows.flatMap((row) => new Array<typeof row>(row.count).fill(row));
        const plain = observe(bindMetric(metric, sampleOf(written)));
        expect(counted.degenerate === undefined).toBe(plain.degenerate === undefined);
        if (plain.degenerate === undefined) same(counted.value, plain.value);
      }),
    );
  });

  test.skipIf(approximate.includes(name))('without each row in turn is what leaving it out gives', () => {
    fc.assert(
      fc.property(rowsOf(name), (rows) => {
        const statistic = bindMetric(metric, sampleOf(rows));
        fc.pre(observe(statistic).degenerate === undefined);
        for (const [i, got] of statistic.leaveOneOut().entries()) {
          const counts = new Uint32Array(rows.length).fill(1);
          counts[i] = 0;
          const { value, degenerate } = statistic.value(counts);
          same(got, degenerate === undefined ? value : Number.NaN);
        }
      }),
    );
  });

  test('of no rows is degenerate', () => {
    expect(observe(bindMetric(metric, sampleOf([]))).degenerate).toBeDefined();
  });
});

describe('reference values', () => {
  // By hand, from the definitions of scikit-learn.
  const rows = [
    { y: 1, s: 0.9 },
    { y: 0, s: 0.6 },
    { y: 1, s: 0.6 },
    { y: 0, s: 0.2 },
    { y: 1, s: 0.3 },
  ];
  test.each([
    ['roc_auc', 0.75],
    ['average_precision', 0.8055555555555556],
    ['accuracy', 0.6],
    ['balanced_accuracy', 0.5833333333333333],
    ['precision', 2 / 3],
    ['negative_predictive_value', 0.5],
    ['f1', 2 / 3],
    ['f0_5', 2 / 3],
    ['f2', 2 / 3],
    ['matthews_correlation', 1 / 6],
    ['cohen_kappa', 1 / 6],
    ['generalized_entropy', 0.2],
    ['theil_index', (2 * Math.LN2) / 5],
    ['partial_auc_0_1', 2 / 3],
    ['mean_calibration_error', -0.08],
    ['negative_rate', 0.4],
    ['brier', 0.212],
    ['log_loss', -Math.log(0.9 * 0.4 * 0.6 * 0.8 * 0.3) / 5],
    ['selection_rate', 0.6],
    ['mean_score', 0.52],
    ['expected_cost', (-1 + 1 - 1 + 0 + 5) / 5],
  ] as const)('%s', (name, want) => {
    expect(observe(bindMetric(metrics[name], sampleOf(rows))).value).toBeCloseTo(want, 9);
  });

  const values = { label: Float64Array.of(3, -0.5, 2, 7), score: Float64Array.of(2.5, 0, 2, 8), threshold: 0.5 };
  test.each([
    ['mae', 0.5],
    ['mse', 0.375],
    ['rmse', 0.6123724356957945],
    ['r2', 0.9486081370449679],
    ['median_absolute_error', 0.5],
    ['mean_error', 0.25],
    ['explained_variance', 0.957173447537473],
    ['mape', 0.3273809523809524],
    ['pinball_0_5', 0.25],
  ] as const)('%s, from the documentation of scikit-learn', (name, want) => {
    expect(observe(bindMetric(metrics[name], values)).value).toBeCloseTo(want, 12);
  });
});

describe("degenerate numbers keep scikit-learn's value and say why", () => {
  const onlyNegatives = sampleOf([
    { y: 0, s: 0.1 },
    { y: 0, s: 0.4 },
  ]);
  const separated = sampleOf([
    { y: 0, s: 0.1 },
    { y: 0, s: 0.4 },
    { y: 1, s: 0.4 },
  ]);
  const constant = sampleOf([
    { y: 0, s: 0.3 },
    { y: 1, s: 0.3 },
  ]);
  const zeroTarget = sampleOf([{ y: 0, s: 1 }]);
  const negativeTarget = sampleOf([{ y: -2, s: 0.5 }]);
  test.each([
    ['roc_auc', onlyNegatives, Number.NaN, 'only one class'],
    ['average_precision', onlyNegatives, 0, 'no positive rows'],
    ['precision', onlyNegatives, 0, 'no row is predicted positive'],
    ['f1', onlyNegatives, 0, 'no positive rows, true or predicted'],
    ['f2', onlyNegatives, 0, 'no positive rows, true or predicted'],
    ['matthews_correlation', onlyNegatives, 0, 'one class only, true or predicted'],
    ['cohen_kappa', onlyNegatives, Number.NaN, 'one class throughout'],
    ['theil_index', sampleOf([{ y: 1, s: 0.3 }]), Number.NaN, 'nobody gets anything, so there is nothing to divide'],
    ['partial_auc_0_2', onlyNegatives, Number.NaN, 'only one class'],
    ['recall_top_10', onlyNegatives, 0, 'no positive rows'],
    ['lift_top_10', onlyNegatives, Number.NaN, 'no positive rows'],
    ['calibration_in_the_large', onlyNegatives, Number.NaN, 'only one class'],
    ['calibration_slope', separated, Number.NaN, 'a cut of the score separates the classes'],
    ['calibration_intercept', constant, Number.NaN, 'every score is the same'],
    ['mape', zeroTarget, 2 ** 52, 'a target is near 0'],
    ['mean_squared_log_error', negativeTarget, Number.NaN, 'a target or a prediction is negative'],
    ['mean_poisson_deviance', negativeTarget, Number.NaN, 'a target below 0 or a prediction not above 0'],
    ['mean_gamma_deviance', zeroTarget, Number.NaN, 'a target or a prediction not above 0'],
    ['balanced_accuracy', onlyNegatives, 1, 'no positive rows'],
    [
      'r2',
      sampleOf([
        { y: 3, s: 1 },
        { y: 3, s: 1 },
      ]),
      0,
      'the target is constant',
    ],
    [
      'r2',
      sampleOf([
        { y: 0.1, s: 0.1 },
        { y: 0.1, s: 0.1 },
        { y: 0.1, s: 0.1 },
      ]),
      1,
      'the target is constant',
    ],
    ['r2', sampleOf([{ y: 3, s: 1 }]), Number.NaN, 'fewer than 2 rows'],
  ] as const)('%s', (name, sample, value, reason) => {
    expect(observe(bindMetric(metrics[name], sample))).toEqual({ value, degenerate: reason });
  });
});
