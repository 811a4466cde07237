import { AvalError, type ErrorClass } from '../../../errors.ts';
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../../frame.ts';

/** What one column becomes, in its place: itself changed, or several columns. */
export type StepOutput = readonly (readonly [name: string, column: Column])[];

interface ColumnTypes {
  readonly number: NumberColumn;
  readonly category: CategoryColumn;
  readonly time: TimeColumn;
}

/**
 * The column as the type that a step works on.
 * Throws `config` while fitting (the definition asks for the wrong column), `evidence` while applying (the stored steps don't fit together).
 */
export function requireType<T extends Column['type']>(
  column: Column,
  type: T,
  where: { readonly step: string; readonly column: string; readonly whileFitting: boolean },
): ColumnTypes[T] {
  if (column.type === type) return column as ColumnTypes[T]; // the comparison above is the check
  const errorClass: ErrorClass = where.whileFitting ? 'config' : 'evidence';
  throw new AvalError(errorClass, {
    rule: 'prepare.type',
    message: `prepare: ${where.step} needs a ${type} column, and "${where.column}" is a ${column.type} column`,
    hint: `Name ${type} columns, or put a step before it that makes "${where.column}" a ${type}.`,
  });
}

/** A fitting fault that only the training rows show, such as a column without any value. */
export function unfit(step: string, column: string, problem: string, hint: string): AvalError {
  return new AvalError('config', {
    rule: `prepare.${step}`,
    message: `prepare: ${step} of "${column}": ${problem}`,
    hint,
  });
}
