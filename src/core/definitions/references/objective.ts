import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { faultAtKey } from './fault-at.ts';

/** What gbdt learns is a choice for rankings only: by the order of each query, or by the relevance of each row. */
export function* checkObjective(model: DocumentOf<'Model'>, gates: DocumentOf<'Gates'>): Generator<Fault> {
  const { train } = model.value;
  const { task } = gates.value.problem;
  if (train.engine !== 'gbdt' || train.parameters.objective === undefined || task === 'ranking') return;
  const message = `"objective" is a choice of rankings; the task is ${task}, whose loss is given by it`;
  yield faultAtKey(model, ['train', 'parameters', 'objective'], 'model.objective', message, 'Leave it out.');
}
