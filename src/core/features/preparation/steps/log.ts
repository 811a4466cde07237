import * as z from 'zod';
import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { Column } from '../../frame.ts';
import { fittedName } from '../fitted-column.ts';
import { requireType, type StepOutput, unfit } from './step.ts';

type Declared = Extract<PreparationStep, { log: unknown }>['log'];

export const logSchema = z.strictObject({ column: fittedName, plus: z.number() });
type Fitted = z.output<typeof logSchema>;

/** Refuses training rows that have no logarithm: a model must not learn from values that vanished unseen. */
export function fitLog(name: string, column: Column, declared: Declared): Fitted {
  const { values } = requireType(column, 'number', { step: 'log', column: name, whileFitting: true });
  const { plus } = declared;
  let without = 0;
  let lowest = Infinity;
  for (const value of values) {
    if (value + plus <= 0) without += 1;
    if (value < lowest) lowest = value;
  }
  if (without === 0) return { column: name, plus };
  const problem = `${without} of ${values.length} training rows have no logarithm: the lowest value ${lowest} plus ${plus} is not above 0`;
  throw unfit('log', name, problem, 'Put a clip before it, or raise "plus".');
}

/** ln(x + plus). Later rows without a logarithm (x + plus <= 0) become missing. */
export function applyLog(fitted: Fitted, column: Column): StepOutput {
  const { values } = requireType(column, 'number', { step: 'log', column: fitted.column, whileFitting: false });
  const logs = values.map((value) => (value + fitted.plus > 0 ? Math.log(value + fitted.plus) : Number.NaN));
  return [[fitted.column, { type: 'number', values: logs }]];
}
