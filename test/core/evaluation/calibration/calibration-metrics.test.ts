import { describe, expect, test } from 'vitest';
import type { MetricName } from '../../../../src/core/definitions/schema/gates.ts';
import { bindMetric } from '../../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../../src/core/evaluation/metrics.ts';
import type { Sample } from '../../../../src/core/evaluation/sample.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';
import { someRows } from '../../comparison/rows.ts';

const rows = someRows(400);
const sample: Sample = {
  label: Float64Array.from(rows, ({ label }) => label),
  score: Float64Array.from(rows, ({ challenger }) => challenger),
  threshold: 0.5,
};
const of = (name: MetricName, other: Partial<Sample> = {}) =>
  observe(bindMetric(metrics[name], { ...sample, ...other }));
const logit = (p: number) => Math.log(p / (1 - p));

describe('binned metrics', () => {
  test('a constant score has one bin of width, and as many of mass as there are, all alike', () => {
    const half = { label: sample.label.map((_, i) => i % 2), score: sample.score.map(() => 0.3) };
    for (const name of ['ece_width', 'ece_mass', 'mce_width', 'mce_mass'] as const) {
      expect(of(name, half).value).toBeCloseTo(0.2, 12);
    }
  });

  test('the order of rows with equal scores does not matter', () => {
    const score = sample.score.map((s) => Math.round(s * 8) / 8);
    const turned = { label: sample.label.slice().reverse(), score: score.slice().reverse() };
    for (const name of ['ece_mass', 'mce_mass'] as const) {
      expect(of(name, turned).value).toBeCloseTo(of(name, { score }).value, 12);
    }
  });

  test('fewer rows than bins leave bins empty', () => {
    const few = { label: Float64Array.of(1, 0), score: Float64Array.of(0.75, 0.5) };
    expect(of('ece_mass', few).value).toBeCloseTo((0.25 + 0.5) / 2, 12);
    expect(of('mce_mass', few).value).toBeCloseTo(0.5, 12);
  });

  test('scores that are constant within bins decompose the Brier score exactly', () => {
    const score = sample.score.map((s) => (Math.floor(s * 15) + 0.5) / 15);
    const parts = (['brier_reliability', 'brier_resolution', 'brier_uncertainty'] as const).map(
      (name) => of(name, { score }).value,
    );
    const [reliability = 0, resolution = 0, uncertainty = 0] = parts;
    expect(reliability - resolution + uncertainty).toBeCloseTo(of('brier', { score }).value, 12);
  });
});

describe('calibration on the logit scale', () => {
  const slope = of('calibration_slope').value;
  const intercept = of('calibration_intercept').value;

  test('scores on the fitted line are calibrated, in the large too', () => {
    const score = sample.score.map((s) => 1 / (1 + Math.exp(-(intercept + slope * logit(s)))));
    expect(of('calibration_slope', { score }).value).toBeCloseTo(1, 9);
    expect(of('calibration_intercept', { score }).value).toBeCloseTo(0, 9);
    expect(of('calibration_in_the_large', { score }).value).toBeCloseTo(0, 9);
    expect(of('mean_calibration_error', { score }).value).toBeCloseTo(0, 9);
  });

  test('a shift of the logits is what is missing in the large', () => {
    const already = of('calibration_in_the_large').value;
    const score = sample.score.map((s) => 1 / (1 + Math.exp(-(logit(s) + already - 1))));
    expect(of('calibration_in_the_large', { score }).value).toBeCloseTo(1, 9);
  });

  test('scores of 0 and 1 that are wrong have a finite line', () => {
    const sure = { label: Float64Array.of(1, 1, 0, 0, 1, 0), score: Float64Array.of(1, 0, 0, 1, 1, 0) };
    for (const name of ['calibration_slope', 'calibration_intercept', 'calibration_in_the_large'] as const) {
      expect(of(name, sure).degenerate).toBeUndefined();
      expect(Number.isFinite(of(name, sure).value)).toBe(true);
    }
  });

  test('a resample of few rows at both ends settles where a fit from nothing does', () => {
    const label = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 1);
    const score = Float64Array.of(0.625, 0.5, 1, 0.625, 0, 0.625, 0.875, 0.875);
    const counts = Uint32Array.of(2, 2, 1, 1, 2, 0, 1, 0);
    const written = (values: Float64Array) =>
      Float64Array.from([...values].flatMap((value, i) => new Array<number>(counts[i] ?? 0).fill(value)));
    const counted = bindMetric(metrics.calibration_slope, { ...sample, label, score }).value(counts);
    const plain = of('calibration_slope', { label: written(label), score: written(score) });
    expect(counted.value).toBeCloseTo(plain.value, 12);
  });

  test.each(['calibration_slope', 'calibration_intercept', 'calibration_in_the_large'] as const)(
    '%s without each row is near what fitting again gives',
    (name) => {
      const statistic = bindMetric(metrics[name], sample);
      const whole = observe(statistic).value;
      const exact = Float64Array.from(rows, (_, i) => {
        const counts = new Uint32Array(rows.length).fill(1);
        counts[i] = 0;
        return statistic.value(counts).value - whole;
      });
      const largest = exact.reduce((most, moved) => Math.max(most, Math.abs(moved)), 0);
      const worst = statistic
        .leaveOneOut()
        .reduce((most, v, i) => Math.max(most, Math.abs(v - whole - (exact[i] ?? 0))), 0);
      expect(worst).toBeLessThan(largest / 20);
    },
  );
});
