import type { Evidence } from '../../core/gate/evidence.ts';
import { policyOf } from './prepare-comparison.ts';
import type { Side, Workspace } from './workspace.ts';

/** Whether the author of a change could see the rows that judge it: no only where both sides fetch them with an environment's credentials. */
export function holdoutOf({ head, policy }: Pick<Workspace, 'head' | 'policy'>, model: string): Evidence['holdout'] {
  const { spine } = policyOf({ head, policy }, model).gates.data;
  const sides = [head, policy].filter((side): side is Side => side !== undefined);
  const declared = sides.flatMap(({ definitions }) => definitions.sources.get(spine) ?? []);
  return declared.every(({ access }) => access === 'environment') ? 'private' : 'readable';
}
