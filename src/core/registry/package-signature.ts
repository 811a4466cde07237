import type { Preparation } from '../features/preparation/preparation.ts';
import type { Task } from '../training/engine.ts';
import type { Manifest } from './package.ts';

/** What a caller sends (features before preparation, in order) and gets back: a probability, or the value of a regression. */
export function packageSignature(preparation: Preparation, task: Task): Manifest['signature'] {
  const inputs = preparation.inputs.map(({ name, type }) => ({ name, type }));
  return { inputs, outputs: [{ name: task === 'binary' ? 'probability' : 'value', type: 'number' }] };
}
