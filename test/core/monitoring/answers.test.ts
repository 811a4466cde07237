import { expect, test } from 'vitest';
import { answerColumn } from '../../../src/core/monitoring/answers.ts';

test('one number for each row is watched as it is', () => {
  const values = Float64Array.of(0.1, Number.NaN);
  expect(answerColumn(values, {})).toEqual({ type: 'number', values });
});

test('of several classes the most probable is watched: of equals the first, and none where a probability is missing', () => {
  const rows = [
    [0.2, 0.5, 0.3],
    [0.4, 0.4, 0.2],
    [0.1, Number.NaN, 0.9],
    [0, 0, 1],
  ];
  expect(answerColumn(Float64Array.from(rows.flat()), { classes: ['z', 'b', 'a'] })).toEqual({
    type: 'category',
    levels: ['a', 'b', 'z'],
    codes: Int32Array.of(1, 2, -1, 0),
  });
});

test('where mistakes cost, the class that a package decides for is watched, not the likeliest', () => {
  const classes = ['on time', 'late', 'very late'];
  const classCosts = [
    [0, 1, 1],
    [1, 0, 1],
    [10, 5, 0],
  ];
  const scores = Float64Array.of(0.6, 0.2, 0.2, 0.95, 0.05, 0);
  // Expected cost of calling the first row on time 0.2 + 2, late 0.6 + 1, very late 0.8.
  expect(answerColumn(scores, { classes, classCosts })).toMatchObject({
    levels: ['on time', 'very late'],
    codes: Int32Array.of(1, 0),
  });
});
