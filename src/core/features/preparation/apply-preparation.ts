import { AvalError } from '../../errors.ts';
import type { Column, Frame } from '../frame.ts';
import { applyStep } from './apply-step.ts';
import { inputFrame } from './input-frame.ts';
import { recode } from './levels.ts';
import type { Preparation } from './preparation.ts';

/**
 * The frame that an engine gets: the same for a row alone as among others, in training as in serving. Levels are matched by their text; what
 * training never saw is missing to the engine (`mergeRare` and `oneHot` may have made it "other" before).
 * Throws `usage` for inputs that are absent or of another type, `evidence` for a preparation that contradicts itself.
 */
export function applyPreparation(preparation: Preparation, frame: Frame): Frame {
  let current = inputFrame(preparation.inputs, frame);
  for (const step of preparation.steps) current = applyStep(step, current);
  const columns = new Map<string, Column>();
  for (const output of preparation.outputs) {
    const column = current.columns.get(output.name);
    if (column?.type !== output.type) throw notMade(output.name, output.type);
    columns.set(
      output.name,
      output.type === 'category' && column.type === 'category' ? recode(column, output.levels) : column,
    );
  }
  return { rows: frame.rows, columns };
}

function notMade(name: string, type: string): AvalError {
  return new AvalError('evidence', {
    rule: 'preparation.output',
    message: `preparation: its steps don't make the ${type} column "${name}" that it declares`,
  });
}
