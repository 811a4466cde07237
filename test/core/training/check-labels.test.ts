import { expect, test } from 'vitest';
import { checkLabels } from '../../../src/core/training/check-labels.ts';

test.each([
  ['no rows', 'binary', [], /no labelled row/],
  ['only positives', 'binary', [1, 1, 1], /all 3 training rows are positive/],
  ['only negatives', 'binary', [0, 0], /all 2 training rows are negative/],
  ['a class that is neither 0 nor 1', 'binary', [0, 1, 2], /row 2: a binary label is 0 or 1, found 2/],
  ['an infinite value', 'regression', [1, Number.POSITIVE_INFINITY], /row 1: the label is Infinity/],
] as const)('labels with %s are refused', (_, task, label, message) => {
  expect(() => checkLabels({ task, label: Float64Array.from(label) })).toThrow(message);
});

test('two classes, and constant regression labels, are fine', () => {
  checkLabels({ task: 'binary', label: Float64Array.from([0, 1]) });
  checkLabels({ task: 'regression', label: Float64Array.from([5, 5]) });
});
