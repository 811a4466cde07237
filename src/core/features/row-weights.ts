import { AvalError } from '../errors.ts';
import type { Column } from './frame.ts';

/** How much each row counts. Throws `config` for a column without numbers, and for a weight that is missing, negative or infinite. */
export function rowWeights(column: Column, reference: string): Float64Array {
  if (column.type !== 'number') {
    throw new AvalError('config', { rule: 'weight.type', message: `the weight ${reference} holds no numbers` });
  }
  const row = column.values.findIndex((weight) => !Number.isFinite(weight) || weight < 0);
  if (row === -1) return column.values;
  throw new AvalError('config', {
    rule: 'weight.value',
    message: `the weight ${reference} is ${Number.isNaN(column.values[row]) ? 'missing' : column.values[row]} in a row`,
    hint: 'Expected a number of 0 or more in every row.',
  });
}
