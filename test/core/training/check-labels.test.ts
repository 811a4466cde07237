import { expect, test } from 'vitest';
import { checkLabels } from '../../../src/core/training/check-labels.ts';

test.each([
  ['no rows', 'binary', [], /no labelled row/],
  ['only positives', 'binary', [1, 1, 1], /all 3 training rows are positive/],
  ['only negatives', 'binary', [0, 0], /all 2 training rows are negative/],
  ['a class that is neither 0 nor 1', 'binary', [0, 1, 2], /row 2: a binary label is 0 or 1, found 2/],
  ['an infinite value', 'regression', [1, Number.POSITIVE_INFINITY], /row 1: the label is Infinity/],
  ['an infinite relevance', 'ranking', [1, Number.NEGATIVE_INFINITY], /row 1: the label is -Infinity/],
  ['a class that is none of three', 'multiclass', [0, 1, 2, 3], /row 3: a label of 3 classes is 0 to 2, found 3/],
  ['half a class', 'multiclass', [0, 1, 2, 0.5], /row 3: a label of 3 classes is 0 to 2, found 0.5/],
  [
    'a class without rows',
    'multiclass',
    [0, 2, 2],
    /none of the 3 training rows has the class "b": .* Rows by class: "a" 1, "b" 0, "c" 2/,
  ],
] as const)('labels with %s are refused', (_, task, label, message) => {
  const classes = task === 'multiclass' ? { classes: ['a', 'b', 'c'] } : {};
  expect(() => checkLabels({ task, label: Float64Array.from(label), ...classes })).toThrow(message);
});

test('of many classes without rows five are named, none at length', () => {
  const classes = Array.from({ length: 9 }, (_, k) => `${k}`.repeat(200));
  const run = () => checkLabels({ task: 'multiclass', label: Float64Array.of(0, 1), classes });
  expect(run).toThrow(/"2{80}", .*"6{80}" and 2 more:/);
});

test.each([
  ['too few of them', [1], 'invariant'],
  ['0', [1, 0], 'invariant'],
  ['no number', [1, Number.NaN], 'invariant'],
  ['less than one row together', [0.2, 0.3], 'evidence'],
  ['more than a double holds', [1.5e308, 1.5e308], 'evidence'],
])('weights are refused: %s', (_, weight, errorClass) => {
  const run = () =>
    checkLabels({ task: 'regression', label: Float64Array.of(1, 2), weight: Float64Array.from(weight) });
  expect(run).toThrow(expect.objectContaining({ class: errorClass }));
});

test('two classes, and constant regression labels, are fine', () => {
  checkLabels({ task: 'binary', label: Float64Array.from([0, 1]) });
  checkLabels({ task: 'regression', label: Float64Array.from([5, 5]), weight: Float64Array.of(0.5, 0.5) });
  checkLabels({ task: 'multiclass', label: Float64Array.from([2, 0, 1]), classes: ['a', 'b', 'c'] });
});
