import type { ColumnSelector, PreparationStep } from '../../definitions/schema/model.ts';
import type { Column, Frame } from '../frame.ts';
import type { FittedStep } from './preparation.ts';
import { selectColumns } from './select-columns.ts';
import { fitClip } from './steps/clip.ts';
import { fitDateParts } from './steps/date-parts.ts';
import { fitImpute } from './steps/impute.ts';
import { fitLog } from './steps/log.ts';
import { fitMergeRare } from './steps/merge-rare.ts';
import { fitOneHot } from './steps/one-hot.ts';
import { fitOrdinal } from './steps/ordinal.ts';
import { fitStandardise } from './steps/standardise.ts';

/** What one declared step learns from the training rows. Throws `config`. */
export function fitStep(step: PreparationStep, frame: Frame): FittedStep {
  if ('impute' in step) return { step: 'impute', columns: each('impute', step.impute, frame, fitImpute) };
  if ('clip' in step) return { step: 'clip', columns: each('clip', step.clip, frame, fitClip) };
  if ('log' in step) return { step: 'log', columns: each('log', step.log, frame, fitLog) };
  if ('standardise' in step)
    return { step: 'standardise', columns: each('standardise', step.standardise, frame, fitStandardise) };
  if ('oneHot' in step) return { step: 'oneHot', columns: each('oneHot', step.oneHot, frame, fitOneHot) };
  if ('ordinal' in step) return { step: 'ordinal', columns: each('ordinal', step.ordinal, frame, fitOrdinal) };
  if ('mergeRare' in step)
    return { step: 'mergeRare', columns: each('mergeRare', step.mergeRare, frame, fitMergeRare) };
  return { step: 'dateParts', columns: each('dateParts', step.dateParts, frame, fitDateParts) };
}

function each<Declared extends { readonly columns: ColumnSelector }, Fitted>(
  step: string,
  declared: Declared,
  frame: Frame,
  learn: (name: string, column: Column, declared: Declared) => Fitted,
): Fitted[] {
  const fitted: Fitted[] = [];
  for (const name of selectColumns(declared.columns, frame, step)) {
    const column = frame.columns.get(name);
    if (column) fitted.push(learn(name, column, declared));
  }
  return fitted;
}
