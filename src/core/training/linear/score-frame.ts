import { AvalError } from '../../errors.ts';
import type { Frame } from '../../features/frame.ts';
import { sigmoid } from '../exponential.ts';
import { softmaxRows } from '../softmax.ts';
import { numbersOf } from './design-matrix.ts';
import type { LinearModel } from './linear-model.ts';

/** Scores each row. Throws `evidence` for a column that is not there or a value that is missing or infinite. */
export function scoreFrame(model: LinearModel, frame: Frame): Float64Array {
  if (model.task === 'multiclass') return scoreClasses(model, frame);
  const scores = new Float64Array(frame.rows).fill(model.intercept);
  for (const { name, coefficient } of model.columns) addColumn(scores, valuesOf(frame, name), coefficient);
  if (model.task === 'binary')
    for (let row = 0; row < scores.length; row++) scores[row] = sigmoid(scores[row] as number); // row < length
  return scores;
}

function scoreClasses(
  { intercepts, columns }: Extract<LinearModel, { task: 'multiclass' }>,
  frame: Frame,
): Float64Array {
  const classes = intercepts.length;
  const scores = new Float64Array(frame.rows * classes);
  for (let row = 0; row < frame.rows; row++) scores.set(intercepts, row * classes);
  for (const { name, coefficients } of columns) {
    const values = valuesOf(frame, name);
    for (let row = 0, at = 0; row < frame.rows; row++)
      for (let k = 0; k < classes; k++, at++)
        (scores[at] as number) += (coefficients[k] as number) * (values[row] as number); // one for each class and row
  }
  softmaxRows(scores, classes);
  return scores;
}

function valuesOf(frame: Frame, name: string): Float64Array {
  const column = frame.columns.get(name);
  if (column) return numbersOf(name, column);
  throw new AvalError('evidence', {
    rule: 'linear.input',
    message: `the model needs the number column "${name}"; the rows have none`,
    hint: 'Score with the preparation that is in the same package.',
  });
}

function addColumn(scores: Float64Array, values: Float64Array, coefficient: number): void {
  for (let row = 0; row < scores.length; row++) (scores[row] as number) += coefficient * (values[row] as number); // one value a row
}
