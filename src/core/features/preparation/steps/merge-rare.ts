import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { Column } from '../../frame.ts';
import { recode } from '../levels.ts';
import { type CommonLevels, codeOfUnknown, commonLevelsSchema, fitCommonLevels } from './common-levels.ts';
import { requireType, type StepOutput } from './step.ts';

type Declared = Extract<PreparationStep, { mergeRare: unknown }>['mergeRare'];

export const mergeRareSchema = commonLevelsSchema;

export function fitMergeRare(name: string, column: Column, declared: Declared): CommonLevels {
  const category = requireType(column, 'category', { step: 'mergeRare', column: name, whileFitting: true });
  return fitCommonLevels(name, category, declared.minimumShare);
}

/** Rare levels become "other", and so does a level never seen in training; it is missing where training had no rare level. */
export function applyMergeRare(fitted: CommonLevels, column: Column): StepOutput {
  const category = requireType(column, 'category', { step: 'mergeRare', column: fitted.column, whileFitting: false });
  return [[fitted.column, recode(category, fitted.levels, codeOfUnknown(fitted))]];
}
