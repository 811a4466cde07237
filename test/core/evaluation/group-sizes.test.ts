import { expect, test } from 'vitest';
import { groupSizes } from '../../../src/core/evaluation/group-sizes.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';

const age = { name: 'age', by: 'applications:age' };
const sizesOf = (values: readonly (string | null)[], reference?: string | number, levels: readonly string[] = []) =>
  groupSizes(
    [{ ...age, ...(reference !== undefined && { reference }) }],
    new Map([['age', categoryColumn(values, levels)]]),
  )['age'];

test('counts the rows of each value in the order of levels; the largest is the reference', () => {
  expect(sizesOf(['old', 'young', 'old', null])).toEqual([
    { value: 'old', n: 2, reference: true },
    { value: 'young', n: 1, reference: false },
  ]);
  expect(sizesOf(['old', 'young', 'young'])?.map(({ reference }) => reference)).toEqual([false, true]);
});

test('of equally large values the first is the reference', () => {
  expect(sizesOf(['b', 'a', 'c', 'c', 'b'])?.find(({ reference }) => reference)?.value).toBe('b');
});

test('the declared reference stands, also as a number, and where no row has it', () => {
  expect(sizesOf(['1', '2', '2'], 1)?.map(({ reference }) => reference)).toEqual([true, false]);
  expect(sizesOf(['old', 'old'], 'young')).toEqual([
    { value: 'old', n: 2, reference: false },
    { value: 'young', n: 0, reference: true },
  ]);
});

test('a value that occurs only among other rows is kept, with none', () => {
  expect(sizesOf(['old'], undefined, ['young'])).toContainEqual({ value: 'young', n: 0, reference: false });
});

test('a group whose column is not there has no values', () => {
  expect(groupSizes([age], new Map())).toEqual({ age: [] });
});

test('more than 200 values cannot be compared', () => {
  const values = (count: number) => Array.from({ length: count }, (_, i) => `value ${i}`);
  expect(sizesOf(values(200))).toHaveLength(200);
  expect(() => sizesOf(values(201))).toThrowError(expect.objectContaining({ class: 'config' }));
});
