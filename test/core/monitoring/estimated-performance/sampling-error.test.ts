import { expect, test } from 'vitest';
import { bindMetric } from '../../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../../src/core/evaluation/metrics.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';
import { amongRows } from '../../../../src/core/monitoring/estimated-performance/among-rows.ts';
import { samplingError } from '../../../../src/core/monitoring/estimated-performance/sampling-error.ts';
import { overconfident } from './made-answers.ts';

const sampleOf = (rows: number, seed: number) => ({ ...overconfident(rows, 0, seed), threshold: 0.5 });

test('it is how much the metric differs from window to window; that of F1 is on the safe side', () => {
  const windows = Array.from({ length: 400 }, (_, seed) => sampleOf(300, seed + 10));
  const many = sampleOf(40_000, 1);
  for (const name of ['accuracy', 'recall', 'precision', 'specificity', 'log_loss', 'f1'] as const) {
    const values = windows.map((sample) => observe(bindMetric(metrics[name], amongRows(metrics[name], sample))).value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const ratio = (samplingError(metrics[name], many, 300) ?? Number.NaN) / spread;
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(name === 'f1' ? 2 : 1.15);
  }
});

test('a metric that is no mean has none of its own, and rows that count twice are as if they were there twice', () => {
  const sample = sampleOf(50, 2);
  expect(samplingError(metrics.roc_auc, sample, 100)).toBeUndefined();
  const twice = {
    ...sample,
    label: Float64Array.from([...sample.label, ...sample.label]),
    score: Float64Array.from([...sample.score, ...sample.score]),
  };
  const weight = new Float64Array(50).fill(2);
  for (const name of ['accuracy', 'recall', 'precision', 'f1'] as const) {
    const weighted = samplingError(metrics[name], { ...sample, weight }, 100);
    expect(weighted).toBeCloseTo(samplingError(metrics[name], twice, 100) ?? Number.NaN, 12);
  }
});
