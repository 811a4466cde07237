import { expect, test } from 'vitest';
import { answerColumn } from '../../../src/core/monitoring/answers.ts';

test('one number for each row is watched as it is', () => {
  const values = Float64Array.of(0.1, Number.NaN);
  expect(answerColumn(values, undefined)).toEqual({ type: 'number', values });
});

test('of several classes the most probable is watched: of equals the first, and none where a probability is missing', () => {
  const rows = [
    [0.2, 0.5, 0.3],
    [0.4, 0.4, 0.2],
    [0.1, Number.NaN, 0.9],
    [0, 0, 1],
  ];
  expect(answerColumn(Float64Array.from(rows.flat()), ['z', 'b', 'a'])).toEqual({
    type: 'category',
    levels: ['a', 'b', 'z'],
    codes: Int32Array.of(1, 2, -1, 0),
  });
});
