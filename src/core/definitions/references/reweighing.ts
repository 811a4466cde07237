import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { faultAt, faultAtKey, unknownName } from './fault-at.ts';

/** Rows are reweighed by a declared group, for a label of classes. */
export function* checkReweighing(model: DocumentOf<'Model'>, gates: DocumentOf<'Gates'>): Generator<Fault> {
  const { reweigh } = model.value.train;
  if (reweigh === undefined) return;
  const { task } = gates.value.problem;
  const groups = gates.value.evaluate.groups.map(({ name }) => name);
  if (task !== 'binary' && task !== 'multiclass') {
    const message = `"reweigh" makes the classes of a label independent of a group; the task is ${task}`;
    yield faultAtKey(model, ['train', 'reweigh'], 'model.reweigh', message, 'Leave it out.');
  } else if (groups.length === 0) {
    const message = `gates.yaml declares no group, so rows can't be reweighed by "${reweigh.by}"`;
    const hint = 'Add it to "groups" of "evaluate" there.';
    yield faultAt(model, ['train', 'reweigh', 'by'], 'model.reweigh', message, hint);
  } else if (!groups.includes(reweigh.by)) {
    yield unknownName(model, ['train', 'reweigh', 'by'], 'group', reweigh.by, groups);
  }
}
