import * as z from 'zod';
import type { Column } from '../../frame.ts';
import { fittedName } from '../fitted-column.ts';
import { mean, sortedValues } from '../sorted-values.ts';
import { requireType, type StepOutput, unfit } from './step.ts';

/** `deviation` is the population standard deviation; 0 marks a column that was constant in training. */
export const standardiseSchema = z.strictObject({ column: fittedName, mean: z.number(), deviation: z.number().min(0) });
type Fitted = z.output<typeof standardiseSchema>;

export function fitStandardise(name: string, column: Column): Fitted {
  const { values } = requireType(column, 'number', { step: 'standardise', column: name, whileFitting: true });
  const sorted = sortedValues(values);
  const lowest = sorted[0];
  if (lowest === undefined) throw unfit('standardise', name, 'no training row has a value', 'Leave the column out.');
  // Asked before dividing: rounding would give a constant column a tiny deviation that blows later values up.
  if (lowest === sorted.at(-1)) return { column: name, mean: lowest, deviation: 0 };
  const centre = mean(sorted);
  const deviation = Math.sqrt(mean(sorted.map((value) => (value - centre) ** 2)));
  if (!Number.isFinite(deviation))
    throw unfit('standardise', name, 'its values are too large', 'Clip or log it first.');
  return { column: name, mean: centre, deviation };
}

/** (x - mean) / deviation; 0 for a column that was constant in training. Missing stays missing. */
export function applyStandardise(fitted: Fitted, column: Column): StepOutput {
  const { values } = requireType(column, 'number', { step: 'standardise', column: fitted.column, whileFitting: false });
  const { deviation } = fitted;
  const scale = (value: number) =>
    deviation > 0 ? (value - fitted.mean) / deviation : Number.isNaN(value) ? Number.NaN : 0;
  return [[fitted.column, { type: 'number', values: values.map(scale) }]];
}
