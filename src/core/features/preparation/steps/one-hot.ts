import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { Column, NumberColumn } from '../../frame.ts';
import { translateLevels } from '../levels.ts';
import { type CommonLevels, codeOfUnknown, commonLevelsSchema, fitCommonLevels } from './common-levels.ts';
import { requireType, type StepOutput, unfit } from './step.ts';

type Declared = Extract<PreparationStep, { oneHot: unknown }>['oneHot'];

/** Most columns that one column may become. */
const maximumColumns = 1000;

export const oneHotSchema = commonLevelsSchema.refine(
  (fitted) => fitted.levels.length <= maximumColumns,
  `more than ${maximumColumns} levels`,
);

export function fitOneHot(name: string, column: Column, declared: Declared): CommonLevels {
  const category = requireType(column, 'category', { step: 'oneHot', column: name, whileFitting: true });
  const fitted = fitCommonLevels(name, category, declared.minimumShare);
  if (fitted.levels.length <= maximumColumns) return fitted;
  const problem = `${fitted.levels.length} levels would become as many columns; at most ${maximumColumns} may`;
  throw unfit('oneHot', name, problem, 'Raise "minimumShare", which merges rare levels.');
}

/**
 * One 0/1 column `<column>=<level>` per level. Missing is all zeros. A level never seen in training is "other" where training
 * merged rare levels, else all zeros.
 */
export function applyOneHot(fitted: CommonLevels, column: Column): StepOutput {
  const category = requireType(column, 'category', { step: 'oneHot', column: fitted.column, whileFitting: false });
  const translation = translateLevels(category, fitted.levels, codeOfUnknown(fitted));
  const indicators = fitted.levels.map(
    (): NumberColumn => ({ type: 'number', values: new Float64Array(category.codes.length) }),
  );
  for (let row = 0; row < category.codes.length; row += 1) {
    const indicator = indicators[translation[category.codes[row] ?? -1] ?? -1];
    if (indicator) indicator.values[row] = 1;
  }
  return indicators.map((indicator, i) => [`${fitted.column}=${fitted.levels[i] ?? ''}`, indicator] as const);
}
