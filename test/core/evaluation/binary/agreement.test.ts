import { expect, test } from 'vitest';
import { cohenKappa, matthewsCorrelation } from '../../../../src/core/evaluation/binary/agreement.ts';

test('values of the documentation of scikit-learn', () => {
  // y_true [1, 1, 1, -1], y_pred [1, -1, 1, 1]
  expect(matthewsCorrelation({ right: 2, truth: [1, 3], predicted: [1, 3] }).value).toBeCloseTo(-1 / 3, 12);
  // negative, positive, negative, neutral, positive against negative, positive, negative, neutral, negative
  expect(cohenKappa({ right: 4, truth: [2, 2, 1], predicted: [3, 1, 1] }).value).toBeCloseTo(0.6875, 12);
});

test('one constant side is no agreement beyond chance, two are undefined', () => {
  expect(cohenKappa({ right: 3, truth: [1, 3], predicted: [0, 4] })).toEqual({ value: 0 });
  expect(cohenKappa({ right: 4, truth: [0, 4], predicted: [0, 4] }).degenerate).toBe('one class throughout');
  expect(matthewsCorrelation({ right: 3, truth: [1, 3], predicted: [0, 4] })).toEqual({
    value: 0,
    degenerate: 'one class only, true or predicted',
  });
});

test('weights that do not add up exactly leave an empty margin empty', () => {
  const weight = 0.1 + 0.2;
  expect(matthewsCorrelation({ right: weight, truth: [weight, 0], predicted: [0.1, 0.2] }).degenerate).toBeDefined();
});
