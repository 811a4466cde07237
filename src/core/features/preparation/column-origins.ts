import type { Column, Frame } from '../frame.ts';
import { applyStep } from './apply-step.ts';
import { inputFrame } from './input-frame.ts';
import type { FittedStep, Preparation } from './preparation.ts';

/**
 * Of each column that an engine gets, the feature that it was made of: every step makes columns of one column. Found by applying the steps to no rows, so
 * that no step has to tell it.
 */
export function columnOrigins(preparation: Preparation): ReadonlyMap<string, string> {
  const none = new Map(preparation.inputs.map(({ name, type }): [string, Column] => [name, emptyColumn(type)]));
  let columns = inputFrame(preparation.inputs, { rows: 0, columns: none }).columns;
  let origins = new Map(preparation.inputs.map(({ name }) => [name, name]));
  for (const step of preparation.steps) {
    const next = new Map<string, Column>();
    const from = new Map<string, string>();
    for (const [name, column] of columns) {
      for (const [made, output] of alone(step, name, column).columns) {
        next.set(made, output);
        from.set(made, origins.get(name) ?? name);
      }
    }
    [columns, origins] = [next, from];
  }
  return origins;
}

/** What a step makes of one column. */
function alone(step: FittedStep, name: string, column: Column): Frame {
  const own = step.columns.filter((fitted) => fitted.column === name);
  const only = { ...step, columns: own } as FittedStep; // fewer columns of the same step
  return applyStep(only, { rows: 0, columns: new Map([[name, column]]) });
}

function emptyColumn(type: Column['type']): Column {
  return type === 'category' ? { type, levels: [], codes: new Int32Array() } : { type, values: new Float64Array() };
}
