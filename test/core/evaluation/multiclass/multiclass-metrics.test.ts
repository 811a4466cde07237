import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multiclassMetrics as names } from '../../../../src/core/definitions/schema/gates.ts';
import { bindMetric } from '../../../../src/core/evaluation/metric.ts';
import { metricOf, metrics } from '../../../../src/core/evaluation/metrics.ts';
import { multiclassMetrics } from '../../../../src/core/evaluation/multiclass/multiclass-metrics.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';
import { type ClassRow, classRows, sampleOfClasses } from './class-rows.ts';

test('every name has a metric, and every metric a name', () => {
  expect(Object.keys(multiclassMetrics).sort()).toEqual([...names].sort());
});

test.each(names)('%s has one title and one direction, whatever the task', (name) => {
  const { title, betterIs } = multiclassMetrics[name];
  expect(metrics[name]).toMatchObject({ title, betterIs });
  expect(metricOf('multiclass', { metric: name })).toBe(multiclassMetrics[name]);
});

test('a metric of binary models can be asked of one class, but not what needs the costs of decisions', () => {
  expect(metricOf('multiclass', { metric: 'recall', class: 'late' })).toBe(metrics.recall);
  expect(metricOf('multiclass', { metric: 'recall' })).toBeUndefined();
  expect(metricOf('multiclass', { metric: 'expected_cost', class: 'late' })).toBeUndefined();
  expect(metricOf('binary', { metric: 'recall', class: 'late' })).toBeUndefined();
});

/** Decided by what mistakes cost. */
const withCosts = (rows: readonly ClassRow[]) => ({
  ...sampleOfClasses(rows),
  classCosts: Float64Array.of(0, 1, 2, 3, 0, 1, 6, 4, -1),
});

describe.each(names)('%s', (name) => {
  const metric = multiclassMetrics[name];
  const sampleFor = (rows: readonly ClassRow[]) => (name === 'expected_cost' ? withCosts(rows) : sampleOfClasses(rows));

  test('of counted rows is that of the rows written out', () => {
    fc.assert(
      fc.property(classRows, (rows) => {
        const counted = bindMetric(metric, sampleFor(rows)).value(Uint32Array.from(rows, ({ count }) => count));
        const written = rows.flatMap((row) => new Array<typeof row>(row.count).fill(row));
        const plain = observe(bindMetric(metric, sampleFor(written)));
        expect(counted.degenerate).toBe(plain.degenerate);
        if (plain.degenerate === undefined) expect(counted.value).toBeCloseTo(plain.value, 9);
      }),
    );
  });

  test('without each row in turn is what leaving it out gives', () => {
    fc.assert(
      fc.property(classRows, (rows) => {
        const statistic = bindMetric(metric, sampleFor(rows));
        fc.pre(observe(statistic).degenerate === undefined);
        for (const [i, got] of statistic.leaveOneOut().entries()) {
          const counts = new Uint32Array(rows.length).fill(1);
          counts[i] = 0;
          const { value, degenerate } = statistic.value(counts);
          if (degenerate === undefined) expect(got).toBeCloseTo(value, 9);
          else expect(got).toBeNaN();
        }
      }),
    );
  });

  test('of no rows is degenerate', () => {
    expect(observe(bindMetric(metric, sampleFor([]))).degenerate).toBeDefined();
  });
});

const rows = [
  { y: 0, likely: [7, 2, 1] },
  { y: 0, likely: [3, 5, 2] },
  { y: 1, likely: [1, 8, 1] },
  { y: 2, likely: [4, 4, 2] },
  { y: 2, likely: [1, 3, 6] },
];

describe('reference values', () => {
  // scikit-learn 1.9.1 on these rows, where it has the number.
  test.each([
    ['accuracy', 0.6],
    ['balanced_accuracy', 2 / 3],
    ['log_loss', 0.7808109671557938],
    ['brier', 0.44],
    ['f1_macro', 0.611111111111111],
    ['f1_weighted', 0.6],
    ['precision_macro', 2 / 3],
    ['precision_weighted', 0.7],
    ['recall_macro', 2 / 3],
    ['recall_weighted', 0.6],
    ['f1_micro', 0.6],
    ['top_2_accuracy', 0.8],
    ['roc_auc_ovr', 0.9166666666666666],
    ['roc_auc_ovr_weighted', 0.9],
    ['roc_auc_ovr_micro', 0.83],
    ['roc_auc_ovo', 0.9375],
    ['roc_auc_ovo_weighted', 0.925],
    ['matthews_correlation', 0.4375],
    ['cohen_kappa', 0.41176470588235303],
    ['cohen_kappa_linear', 0.34782608695652184],
    ['cohen_kappa_quadratic', 0.2857142857142857],
  ] as const)('%s', (name, want) => {
    expect(observe(bindMetric(multiclassMetrics[name], sampleOfClasses(rows))).value).toBeCloseTo(want, 12);
  });
});

test('expected cost is that of the decided classes, by hand', () => {
  const { value } = observe(bindMetric(multiclassMetrics.expected_cost, withCosts(rows)));
  expect(value).toBeCloseTo((1 + 2 + 0 - 1 - 1) / 5, 12);
});

describe('ties of probabilities', () => {
  const tied = (y: number) => sampleOfClasses([{ y, likely: [2, 2, 2] }]);
  const value = (name: 'accuracy' | 'top_2_accuracy', y: number) =>
    observe(bindMetric(multiclassMetrics[name], tied(y))).value;

  test('the first of equally likely classes is predicted', () => {
    expect([0, 1, 2].map((y) => value('accuracy', y))).toEqual([1, 0, 0]);
  });

  test('the later of equally likely classes is ahead in a top of several', () => {
    expect([0, 1, 2].map((y) => value('top_2_accuracy', y))).toEqual([0, 1, 1]);
  });
});

describe("degenerate numbers keep scikit-learn's value and say why", () => {
  const withoutLast = sampleOfClasses(rows.map((row) => ({ ...row, y: Math.min(1, row.y) })));
  const neverLast = sampleOfClasses(rows.map((row) => ({ ...row, likely: [3, 2, 1] })));
  test.each([
    ['roc_auc_ovr', withoutLast, Number.NaN, 'only one class'],
    ['roc_auc_ovo_weighted', withoutLast, Number.NaN, 'only one class'],
    ['recall_macro', withoutLast, 0.27777777777777773, 'a predicted class has no rows'],
    ['precision_macro', neverLast, (0.4 + 0 + 0) / 3, 'a class is never predicted'],
    ['precision_weighted', neverLast, 0.16, 'a class is never predicted'],
    ['matthews_correlation', neverLast, 0, 'one class only, true or predicted'],
  ] as const)('%s', (name, sample, value, reason) => {
    const found = observe(bindMetric(multiclassMetrics[name], sample));
    expect(found.degenerate).toBe(reason);
    if (Number.isNaN(value)) expect(found.value).toBeNaN();
    else expect(found.value).toBeCloseTo(value, 12);
  });

  test('a class that is only predicted counts as 0 in macro F1, and not at all in balanced accuracy', () => {
    const value = (name: 'f1_macro' | 'balanced_accuracy') =>
      observe(bindMetric(multiclassMetrics[name], withoutLast)).value;
    expect(value('f1_macro')).toBeCloseTo(0.3, 12);
    expect(value('balanced_accuracy')).toBeCloseTo(0.41666666666666663, 12);
  });
});
