import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { faultAt, unknownName } from './fault-at.ts';

/** Environments have names of their own, and each soaks in an earlier one: so there are no cycles. */
export function* checkProject(project: DocumentOf<'Project'>): Generator<Fault> {
  const names = project.value.environments.map((environment) => environment.name);
  for (const [i, environment] of project.value.environments.entries()) {
    const first = names.indexOf(environment.name);
    if (first !== i) {
      const message = `a second environment "${environment.name}"`;
      yield faultAt(project, ['environments', i, 'name'], 'project.environment', message, 'Names are unique.');
    }
    const soak = environment.require.soak;
    if (soak === undefined) continue;
    const pointer = ['environments', i, 'require', 'soak', 'in'];
    const earlier = names.slice(0, i);
    if (!names.includes(soak.in)) yield unknownName(project, pointer, 'environment', soak.in, earlier);
    else if (!earlier.includes(soak.in)) {
      const message = `"${environment.name}" can't wait for "${soak.in}", which does not come before it`;
      const hint =
        earlier.length === 0 ? 'The first environment has no earlier one.' : `Earlier: ${earlier.join(', ')}.`;
      yield faultAt(project, pointer, 'project.soak', message, hint);
    }
  }
}
