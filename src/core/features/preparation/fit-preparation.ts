import type { PreparationStep } from '../../definitions/schema/model.ts';
import { AvalError } from '../../errors.ts';
import type { Frame } from '../frame.ts';
import { applyStep } from './apply-step.ts';
import { fitStep } from './fit-step.ts';
import { maximumLevels } from './fitted-column.ts';
import { inputFrame } from './input-frame.ts';
import { usedLevels } from './levels.ts';
import { type FittedStep, type Preparation, parsePreparation, preparationBytes } from './preparation.ts';

/**
 * Fits the steps one after the other, each on what the one before made. `frame` holds the training rows and nothing else; their order doesn't
 * matter. What comes back has been through its own bytes, so training applies exactly what serving will load.
 * Throws `config` for steps that don't fit the columns, and for a time column that no step turns into parts.
 */
export function fitPreparation(steps: readonly PreparationStep[], frame: Frame): Preparation {
  const inputs = [...frame.columns].map(([name, { type }]) => ({ name, type }));
  let current = inputFrame(inputs, frame);
  const fitted: FittedStep[] = [];
  for (const declared of steps) {
    const step = fitStep(declared, current);
    fitted.push(step);
    current = applyStep(step, current);
  }
  const preparation: Preparation = {
    format: 'aval/preparation/v1',
    inputs,
    steps: fitted,
    outputs: outputsOf(current),
  };
  return parsePreparation(preparationBytes(preparation));
}

function outputsOf(frame: Frame): Preparation['outputs'] {
  return [...frame.columns].map(([name, column]) => {
    if (column.type === 'number') return { name, type: 'number' };
    if (column.type === 'time') {
      throw new AvalError('config', {
        rule: 'prepare.time',
        message: `prepare: "${name}" is a time, which no engine takes`,
        hint: `Add a step such as dateParts: {columns: [${name}], parts: [weekday, hour]}.`,
      });
    }
    const levels = [...usedLevels(column)];
    if (levels.length <= maximumLevels) return { name, type: 'category', levels };
    throw new AvalError('config', {
      rule: 'prepare.levels',
      message: `prepare: "${name}" has ${levels.length} levels in training; at most ${maximumLevels} can be learnt`,
      hint: 'An identifier is not a feature: leave it out, or merge its rare levels with mergeRare.',
    });
  });
}
