import { AvalError } from '../../src/core/errors.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import type { GivenPackage } from '../holdout/given.ts';
import type { AppRepository } from '../repository.ts';
import { reportUnreleased } from './issue.ts';

/** GitHub lists a run seconds after a push. Where Actions are off it never does, and nobody should ask for ever. */
const patience = 3600;

/** What becomes of a model that landed and whose package is missing: `crowded`, to be looked at again; `nothing`, and an issue says what to do. */
export async function waitForPackage(
  repository: AppRepository,
  { resolved, commit }: { readonly resolved: ResolvedModel; readonly commit: Sha },
  found: GivenPackage | undefined,
): Promise<'crowded' | 'nothing'> {
  if (found?.kind !== 'missing') return 'nothing';
  if (found.run === 'running') return 'crowded';
  const age = Date.now() / 1000 - (await repository.mirror.repository.timeOf(commit));
  if (found.run === 'none' && age < patience) return 'crowded';
  const { name } = resolved.model;
  const message = `what landed was not judged as it is, and aval does not start its program. Missing is ${found.reason}. Or open a pull request that touches ${name}`;
  const error = new AvalError('evidence', { rule: 'landed.package', message });
  await reportUnreleased(repository, name, resolved.digest, error);
  return 'nothing';
}
