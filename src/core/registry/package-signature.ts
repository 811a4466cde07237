import type { Preparation } from '../features/preparation/preparation.ts';
import type { Task } from '../training/engine.ts';
import type { Manifest } from './package.ts';

const answers: Readonly<Record<Task, string>> = {
  binary: 'probability',
  multiclass: 'probabilities',
  regression: 'value',
  ranking: 'score',
};

/** What a caller sends (features before preparation, in order) and gets back for each row: one number, or one for each class of several. */
export function packageSignature(preparation: Preparation, task: Task): Manifest['signature'] {
  const inputs = preparation.inputs.map(({ name, type }) => ({ name, type }));
  return { inputs, outputs: [{ name: answers[task], type: 'number' }] };
}
