import { expect, test } from 'vitest';
import { comparableFrame, encodeRows, fitRowEncoding } from '../../../../src/core/monitoring/together/row-encoding.ts';
import { frameOf } from './made-frames.ts';

const rowsOf = ({ values, width }: { readonly values: Float64Array; readonly width: number }) =>
  Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);

test('a number is told in standard deviations of the reference; what is missing or infinite stands at the mean and is marked', () => {
  const encoding = fitRowEncoding(frameOf({ 'v:a': [1, 3, 1, 3, Number.NaN], 'v:b': [0, 2, 0, 2, 1] }));
  const window = frameOf({ 'v:a': [4, Number.NaN, Infinity], 'v:b': [1, Number.NaN, 1] });
  const deviation = Math.sqrt(0.8);
  expect(rowsOf(encodeRows(encoding, window))).toEqual([
    [2, 0, 0],
    [0, 1, 0],
    [0, 1, 0],
  ]);
  const [row] = rowsOf(encodeRows(encoding, frameOf({ 'v:a': [2], 'v:b': [2] })));
  expect(row?.[2]).toBeCloseTo(1 / deviation, 12);
});

test('a category is 1 for its level; rare and new levels are one, and missing is one where the reference misses some', () => {
  const levels = [...Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? 'b' : 'a')), 'rare'];
  const encoding = fitRowEncoding(frameOf({}, { 'v:c': levels, 'v:d': [...levels.slice(1), null] }));
  const window = frameOf({}, { 'v:c': ['a', 'rare', 'new', null], 'v:d': ['a', 'rare', 'new', null] });
  expect(rowsOf(encodeRows(encoding, window))).toEqual([
    [1, 0, 0, 1, 0, 0, 0],
    [0, 0, 1, 0, 0, 1, 0],
    [0, 0, 1, 0, 0, 1, 0],
    [0, 0, 1, 0, 0, 0, 1],
  ]);
});

test('columns that never vary in the reference are left out, and so are times', () => {
  const reference = frameOf(
    { 'v:a': [1, 1, 1], 'v:b': [1, 2, 3] },
    { 'v:c': ['x', 'x', 'x'], 'v:d': [null, null, null] },
  );
  const time = { type: 'time' as const, values: Float64Array.of(1, 2, 3) };
  const columns = new Map([...reference.columns, ['v:t', time] as const]);
  const encoding = fitRowEncoding(comparableFrame({ rows: 3, columns }));
  expect(encoding.columns.map(({ name }) => name)).toEqual(['v:b']);
});
