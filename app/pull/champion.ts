import type { Project } from '../../src/core/definitions/schema/project.ts';
import { type Digest, parseDigest } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import type { TreeSide } from '../../src/core/plan/tree-side.ts';
import { findRelease } from '../../src/core/registry/find-release.ts';
import type { RegistryState } from '../../src/core/registry/state.ts';
import { parseVersion } from '../../src/core/registry/versions.ts';
import { deploymentOn } from '../definitions.ts';

/** What production runs, as its release holds it. */
export interface Champion {
  readonly version: string;
  readonly package: Digest;
}

/** The version that the last environment runs by `base`. Throws `evidence` when that is not what its release holds. */
export async function championOn(
  base: TreeSide,
  { environments }: Project,
  model: string,
  state: RegistryState,
): Promise<Champion | undefined> {
  const environment = environments.at(-1)?.name ?? '';
  const running = await deploymentOn(base, environment, model);
  if (running === undefined) return undefined;
  const { record } = findRelease(state, { model, version: parseVersion(running.version) });
  const digest = parseDigest(running.digest, `environments/${environment}/${model}.yaml`);
  if (record.package === digest) return { version: running.version, package: digest };
  throw new AvalError('evidence', {
    rule: 'champion.digest',
    message: `${environment} runs ${model} ${running.version} with another package than its release names`,
    hint: `Look at environments/${environment}/${model}.yaml: the release names ${record.package}.`,
  });
}
