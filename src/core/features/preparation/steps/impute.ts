import * as z from 'zod';
import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../frame.ts';
import { fittedLevel, fittedName } from '../fitted-column.ts';
import { countLevels, recode } from '../levels.ts';
import { interpolatedQuantile, mean, sortedValues } from '../sorted-values.ts';
import { requireType, type StepOutput, unfit } from './step.ts';

type Declared = Extract<PreparationStep, { impute: unknown }>['impute'];

/** `value` is a number for a number column, a level for a category column. */
export const imputeSchema = z.strictObject({
  column: fittedName,
  value: z.union([z.number(), fittedLevel]),
  indicator: z.boolean(),
});
type Fitted = z.output<typeof imputeSchema>;

/** The value that stands for a missing one. Ties of `mode` go to the smallest value or the first level. */
export function fitImpute(name: string, column: Column, declared: Declared): Fitted {
  const common = { column: name, indicator: declared.indicator };
  const rule = declared.with;
  const where = { step: 'impute', column: name, whileFitting: true };
  if (typeof rule === 'object') {
    requireType(column, typeof rule.value === 'number' ? 'number' : 'category', where);
    return { ...common, value: rule.value };
  }
  if (rule === 'mode' && column.type === 'category') return { ...common, value: mostFrequentLevel(name, column) };
  const sorted = sortedValues(requireType(column, 'number', where).values);
  if (sorted.length === 0) throw withoutValues(name);
  if (rule === 'median') return { ...common, value: interpolatedQuantile(sorted, 0.5) };
  return { ...common, value: rule === 'mean' ? mean(sorted) : mostFrequentValue(sorted) };
}

/** Fills what is missing; with `indicator` adds `<column>.missing`, 1 where it was. A level never seen is not missing. */
export function applyImpute(fitted: Fitted, column: Column): StepOutput {
  const where = { step: 'impute', column: fitted.column, whileFitting: false };
  const { value } = fitted;
  const filled: NumberColumn | CategoryColumn =
    typeof value === 'number'
      ? fillNumbers(requireType(column, 'number', where), value)
      : fillLevels(requireType(column, 'category', where), value);
  if (!fitted.indicator) return [[fitted.column, filled]];
  return [
    [fitted.column, filled],
    [`${fitted.column}.missing`, missingIndicator(column)],
  ];
}

function fillNumbers(column: NumberColumn, value: number): NumberColumn {
  return { type: 'number', values: column.values.map((v) => (Number.isNaN(v) ? value : v)) };
}

function fillLevels(column: CategoryColumn, value: string): CategoryColumn {
  const known = column.levels.includes(value);
  const wider = known ? column : recode(column, [...column.levels, value].sort());
  const code = wider.levels.indexOf(value);
  return { ...wider, codes: wider.codes.map((c) => (c < 0 ? code : c)) };
}

function missingIndicator(column: Column): NumberColumn {
  const values =
    column.type === 'category'
      ? Float64Array.from(column.codes, (code) => (code < 0 ? 1 : 0))
      : column.values.map((value) => (Number.isNaN(value) ? 1 : 0));
  return { type: 'number', values };
}

function mostFrequentLevel(name: string, column: CategoryColumn): string {
  const counts = countLevels(column);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const level = column.levels[counts.indexOf(most)];
  if (most === 0 || level === undefined) throw withoutValues(name);
  return level;
}

function mostFrequentValue(sorted: Float64Array): number {
  let best = Number.NaN;
  let most = 0;
  let run = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    const value = sorted[i] ?? Number.NaN;
    run = value === sorted[i - 1] ? run + 1 : 1;
    if (run > most) {
      most = run;
      best = value;
    }
  }
  return best;
}

const withoutValues = (name: string) =>
  unfit('impute', name, 'no training row has a value', 'Leave the column out, or impute it with {value: ...}.');
