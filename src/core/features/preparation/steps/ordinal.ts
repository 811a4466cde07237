import * as z from 'zod';
import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { Column } from '../../frame.ts';
import { fittedLevel, fittedName, maximumLevels } from '../fitted-column.ts';
import { translateLevels, usedLevels } from '../levels.ts';
import { requireType, type StepOutput, unfit } from './step.ts';

type Declared = Extract<PreparationStep, { ordinal: unknown }>['ordinal'];

export const ordinalSchema = z.strictObject({
  column: fittedName,
  order: z
    .array(fittedLevel)
    .max(maximumLevels)
    .refine((order) => new Set(order).size === order.length, 'a level is listed twice'),
});
type Fitted = z.output<typeof ordinalSchema>;

/** The declared order, which must name every level of the training rows; else the levels sorted by code unit. */
export function fitOrdinal(name: string, column: Column, declared: Declared): Fitted {
  const category = requireType(column, 'category', { step: 'ordinal', column: name, whileFitting: true });
  const used = usedLevels(category);
  const { order } = declared;
  if (!order) return { column: name, order: [...used] };
  const listed = new Set(order);
  if (listed.size < order.length) throw unfit('ordinal', name, '"order" lists a level twice', 'List each level once.');
  const left = used.filter((level) => !listed.has(level));
  if (left.length === 0) return { column: name, order: [...order] };
  const shown = left.slice(0, 5).map((level) => JSON.stringify(level));
  const problem = `"order" leaves out ${left.length} of the levels: ${shown.join(', ')}${left.length > 5 ? ', ...' : ''}`;
  throw unfit('ordinal', name, problem, 'List every level, or make the others null in the feature view.');
}

/** Position in the order, from 0. Missing, and a level that is not in the order, is missing. */
export function applyOrdinal(fitted: Fitted, column: Column): StepOutput {
  const category = requireType(column, 'category', { step: 'ordinal', column: fitted.column, whileFitting: false });
  const positions = Float64Array.from(translateLevels(category, fitted.order), (p) => (p < 0 ? Number.NaN : p));
  const values = Float64Array.from(category.codes, (code) => positions[code] ?? Number.NaN);
  return [[fitted.column, { type: 'number', values }]];
}
