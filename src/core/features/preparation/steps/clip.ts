import * as z from 'zod';
import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { Column } from '../../frame.ts';
import { fittedName } from '../fitted-column.ts';
import { interpolatedQuantile, sortedValues } from '../sorted-values.ts';
import { requireType, type StepOutput, unfit } from './step.ts';

type Declared = Extract<PreparationStep, { clip: unknown }>['clip'];

export const clipSchema = z.strictObject({
  column: fittedName,
  low: z.number().optional(),
  high: z.number().optional(),
});
type Fitted = z.output<typeof clipSchema>;

/** Bounds as declared, or the training rows' quantiles (linear interpolation, type 7). */
export function fitClip(name: string, column: Column, declared: Declared): Fitted {
  const { values } = requireType(column, 'number', { step: 'clip', column: name, whileFitting: true });
  const { low, high, quantiles } = declared;
  const fixed = low !== undefined || high !== undefined;
  if (fixed === (quantiles !== undefined)) {
    throw unfit(
      'clip',
      name,
      'it takes either "low" and "high", or "quantiles"',
      'For example quantiles: [0.01, 0.99].',
    );
  }
  const [from, to] = quantiles ?? [low ?? -Infinity, high ?? Infinity];
  if (from > to) throw unfit('clip', name, `${from} is above ${to}`, 'Write the lower bound first.');
  if (!quantiles) return bounds(name, low, high);
  const sorted = sortedValues(values);
  if (sorted.length === 0) throw unfit('clip', name, 'no training row has a value', 'Leave the column out.');
  return bounds(name, interpolatedQuantile(sorted, from), interpolatedQuantile(sorted, to));
}

/** Values outside the bounds become the bound; missing stays missing. */
export function applyClip(fitted: Fitted, column: Column): StepOutput {
  const { values } = requireType(column, 'number', { step: 'clip', column: fitted.column, whileFitting: false });
  const low = fitted.low ?? -Infinity;
  const high = fitted.high ?? Infinity;
  return [[fitted.column, { type: 'number', values: values.map((v) => (v < low ? low : v > high ? high : v)) }]];
}

function bounds(column: string, low: number | undefined, high: number | undefined): Fitted {
  return { column, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}
