import { AvalError } from '../../errors.ts';
import type { Frame } from '../../features/frame.ts';
import { sigmoid } from '../exponential.ts';
import { numbersOf } from './design-matrix.ts';
import type { LinearModel } from './linear-model.ts';

/** Scores each row. Throws `evidence` for a column that is not there or a value that is missing or infinite. */
export function scoreFrame({ task, intercept, columns }: LinearModel, frame: Frame): Float64Array {
  const scores = new Float64Array(frame.rows).fill(intercept);
  for (const { name, coefficient } of columns) {
    const column = frame.columns.get(name);
    if (!column) {
      throw new AvalError('evidence', {
        rule: 'linear.input',
        message: `the model needs the number column "${name}"; the rows have none`,
        hint: 'Score with the preparation that is in the same package.',
      });
    }
    addColumn(scores, numbersOf(name, column), coefficient);
  }
  if (task === 'binary') for (let row = 0; row < scores.length; row++) scores[row] = sigmoid(scores[row] as number); // row < length
  return scores;
}

function addColumn(scores: Float64Array, values: Float64Array, coefficient: number): void {
  for (let row = 0; row < scores.length; row++) (scores[row] as number) += coefficient * (values[row] as number); // one value a row
}
