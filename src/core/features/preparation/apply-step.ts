import { AvalError } from '../../errors.ts';
import type { Column, Frame } from '../frame.ts';
import type { FittedStep } from './preparation.ts';
import { applyClip } from './steps/clip.ts';
import { applyDateParts } from './steps/date-parts.ts';
import { applyImpute } from './steps/impute.ts';
import { applyLog } from './steps/log.ts';
import { applyMergeRare } from './steps/merge-rare.ts';
import { applyOneHot } from './steps/one-hot.ts';
import { applyOrdinal } from './steps/ordinal.ts';
import { applyStandardise } from './steps/standardise.ts';
import type { StepOutput } from './steps/step.ts';

/** Puts what each column of the step becomes in that column's place. Throws `evidence` when the step and the frame don't fit. */
export function applyStep(step: FittedStep, frame: Frame): Frame {
  const outputs = outputsOf(step, frame);
  const columns = new Map<string, Column>();
  for (const [name, column] of frame.columns) {
    for (const [outputName, output] of outputs.get(name) ?? [[name, column]]) {
      if (columns.has(outputName)) throw mismatch(step, `would make "${outputName}" twice`);
      columns.set(outputName, output);
    }
  }
  return { rows: frame.rows, columns };
}

function outputsOf(step: FittedStep, frame: Frame): ReadonlyMap<string, StepOutput> {
  switch (step.step) {
    case 'impute':
      return each(step, step.columns, frame, applyImpute);
    case 'clip':
      return each(step, step.columns, frame, applyClip);
    case 'log':
      return each(step, step.columns, frame, applyLog);
    case 'standardise':
      return each(step, step.columns, frame, applyStandardise);
    case 'oneHot':
      return each(step, step.columns, frame, applyOneHot);
    case 'ordinal':
      return each(step, step.columns, frame, applyOrdinal);
    case 'mergeRare':
      return each(step, step.columns, frame, applyMergeRare);
    case 'dateParts':
      return each(step, step.columns, frame, applyDateParts);
  }
}

function each<Fitted extends { readonly column: string }>(
  step: FittedStep,
  fitted: readonly Fitted[],
  frame: Frame,
  apply: (fitted: Fitted, column: Column) => StepOutput,
): ReadonlyMap<string, StepOutput> {
  const outputs = new Map<string, StepOutput>();
  for (const item of fitted) {
    const column = frame.columns.get(item.column);
    if (!column) throw mismatch(step, `reads "${item.column}", which is not there`);
    outputs.set(item.column, apply(item, column));
  }
  return outputs;
}

function mismatch(step: FittedStep, problem: string): AvalError {
  return new AvalError('evidence', { rule: 'preparation.step', message: `preparation: ${step.step} ${problem}` });
}
