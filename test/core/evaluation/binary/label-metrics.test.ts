import { expect, test } from 'vitest';
import { confusion } from '../../../../src/core/evaluation/binary/confusion.ts';
import { labelMetrics } from '../../../../src/core/evaluation/binary/label-metrics.ts';

const nothing = confusion(new Float64Array(4), new Float64Array(4));

test('a ratio of nothing has the value asked for and is degenerate', () => {
  for (const zeroDivision of [0, 1] as const) {
    const { precision, recall, f1, jaccard } = labelMetrics(nothing, zeroDivision);
    for (const one of [precision, recall, f1, jaccard]) {
      expect(one).toEqual({ value: zeroDivision, degenerate: 'nothing to divide by' });
    }
  }
});

test('what is made of a degenerate number is degenerate', () => {
  const { balancedAccuracy, geometricMean, informedness, matthewsCorrelation, cohenKappa } = labelMetrics(nothing);
  for (const one of [balancedAccuracy, geometricMean, informedness, matthewsCorrelation, cohenKappa]) {
    expect(one).toHaveProperty('degenerate');
  }
});

test('each row counts its weight', () => {
  const label = Float64Array.of(1, 1, 0, 0);
  const predicted = Float64Array.of(1, 0, 1, 0);
  expect(confusion(label, predicted, Float64Array.of(1, 2, 3, 4))).toEqual({ tp: 1, fn: 2, fp: 3, tn: 4 });
});
