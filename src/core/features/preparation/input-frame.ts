import { AvalError, type Fault } from '../../errors.ts';
import type { Column, Frame } from '../frame.ts';
import type { Preparation } from './preparation.ts';

/**
 * The columns that a preparation reads, in its order. An infinite number is read as missing: no engine learns from it and JSON can't send it.
 * Other columns are left out. Throws `usage` with one fault per column that is not there or has another type.
 */
export function inputFrame(inputs: Preparation['inputs'], frame: Frame): Frame {
  const columns = new Map<string, Column>();
  const faults: Fault[] = [];
  for (const { name, type } of inputs) {
    const column = frame.columns.get(name);
    if (column?.type === type) columns.set(name, withoutInfinities(column));
    else faults.push(unusable(name, type, column));
  }
  if (faults.length > 0) throw new AvalError('usage', faults);
  return { rows: frame.rows, columns };
}

function withoutInfinities(column: Column): Column {
  if (column.type !== 'number' || !column.values.some((v) => v === Infinity || v === -Infinity)) return column;
  return { type: 'number', values: column.values.map((v) => (Number.isFinite(v) ? v : Number.NaN)) };
}

function unusable(name: string, type: Column['type'], column: Column | undefined): Fault {
  if (!column)
    return { rule: 'input.absent', message: `the input "${name}" is not there`, hint: `Give it as a ${type}.` };
  return { rule: 'input.type', message: `the input "${name}" is a ${column.type}, and the model takes a ${type}` };
}
