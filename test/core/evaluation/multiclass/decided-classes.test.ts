import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindMetric } from '../../../../src/core/evaluation/metric.ts';
import { metricOf } from '../../../../src/core/evaluation/metrics.ts';
import { decidedClasses, likeliestClasses } from '../../../../src/core/evaluation/multiclass/class-scores.ts';
import { topLabel } from '../../../../src/core/evaluation/multiclass/one-vs-rest.ts';
import type { Sample } from '../../../../src/core/evaluation/sample.ts';

// Calling what is very late on time costs ten times a needless call.
const classCosts = Float64Array.of(0, 1, 1, 1, 0, 1, 10, 5, 0);
const sample: Sample = {
  label: Float64Array.of(0, 2, 1, 0),
  score: Float64Array.of(0.6, 0.2, 0.2, 0.5, 0.2, 0.3, 0.1, 0.85, 0.05, 0.95, 0.05, 0),
  classes: 3,
  threshold: 0.5,
};
const value = (name: 'accuracy' | 'f1_macro' | 'expected_cost', of: Sample) => {
  const metric = metricOf('multiclass', { metric: name });
  if (metric === undefined) throw new Error(`no ${name}`);
  return bindMetric(metric, of).value(Uint32Array.of(1, 1, 1, 1)).value;
};

test('with costs the class of least expected cost is decided for, without them the likeliest', () => {
  expect([...decidedClasses(sample)]).toEqual([0, 0, 1, 0]);
  // First row: on time 0.2 + 10 * 0.2, late 0.6 + 5 * 0.2, very late 0.6 + 0.2. Third: 0.85 + 0.5, 0.1 + 0.25, 0.1 + 0.85.
  expect([...decidedClasses({ ...sample, classCosts })]).toEqual([2, 2, 1, 0]);
});

test('accuracy, F1 and expected cost are of the class decided for, and calibration stays that of the likeliest', () => {
  const costly = { ...sample, classCosts };
  expect([value('accuracy', sample), value('accuracy', costly)]).toEqual([0.75, 0.75]);
  expect(value('f1_macro', costly)).toBeCloseTo((2 / 3 + 1 + 2 / 3) / 3, 12);
  // Decided by probability, the second row would cost 10.
  expect(value('expected_cost', costly)).toBe(0.25);
  expect(topLabel(costly)).toEqual({ ...topLabel(sample), classCosts });
});

const probabilities = fc
  .array(fc.integer({ min: 0, max: 8 }), { minLength: 4, maxLength: 4 })
  .map((parts) => parts.map((part) => part / 8));
const costs = fc.array(fc.integer({ min: -2, max: 8 }), { minLength: 16, maxLength: 16 });

test('no class has a lower expected cost than the one decided for, and costs of 1 for every mistake give the likeliest', () => {
  fc.assert(
    fc.property(probabilities, costs, (score, matrix) => {
      const row = { label: new Float64Array(1), score: Float64Array.from(score), classes: 4 };
      const [decided = -1] = decidedClasses({ ...row, classCosts: Float64Array.from(matrix) });
      const expected = (k: number) => score.reduce((sum, p, y) => sum + p * (matrix[4 * y + k] ?? 0), 0);
      expect([0, 1, 2, 3].map(expected).indexOf(Math.min(...[0, 1, 2, 3].map(expected)))).toBe(decided);
      const equal = Float64Array.from(matrix, (_, i) => (i % 5 === 0 ? 0 : 1));
      expect(decidedClasses({ ...row, classCosts: equal })).toEqual(likeliestClasses(row));
    }),
  );
});
