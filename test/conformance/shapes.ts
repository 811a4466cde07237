import type { Value, Values } from './case.ts';

/** What one neutral function is here: it takes a case's inputs and params and answers under the expected names. */
export type Adapter = (inputs: Values, params: Values) => Values;

/** A numeric column of a case. */
export function column(value: Value): Float64Array {
  if (!Array.isArray(value)) throw new Error('a column is missing from the case');
  return Float64Array.from(value, Number);
}

export function matrix(value: Value): readonly Float64Array[] {
  if (!Array.isArray(value)) throw new Error('a matrix is missing from the case');
  return value.map(column);
}

export function number(value: Value): number {
  if (typeof value !== 'number') throw new Error('a number is missing from the case');
  return value;
}

/** A column of group or category names. */
export function texts(value: Value): readonly string[] {
  if (!Array.isArray(value)) throw new Error('a column is missing from the case');
  return value.map(String);
}

/** Named values of a case. */
export function values(value: Value): Values {
  if (typeof value !== 'object' || value === null || isList(value))
    throw new Error('an object is missing from the case');
  return value;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
