import type { Environment } from '../../core/definitions/schema/project.ts';
import { AvalError } from '../../core/errors.ts';
import { unmetRequirements } from '../../core/gate/requirements.ts';
import { findRelease, type VersionRequest } from '../../core/registry/find-release.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import type { RegistryState } from '../../core/registry/state.ts';
import { registryOf } from './champion.ts';
import { type Deployed, deploy, environmentNamed } from './deploy.ts';
import { readEvidence } from './evidence-file.ts';
import type { Workspace } from './workspace.ts';

export interface Promoted extends Deployed {
  /** What the environment asks for beyond a release, as sentences: the gate on the promotion pull request will ask for it. */
  readonly unmet: readonly string[];
}

/** Sets the version that an environment must run. Without a name, the first environment in order that does not run it. */
export async function promote(
  workspace: Workspace,
  request: VersionRequest,
  to: string | undefined,
): Promise<Promoted> {
  const state = await registryOf(workspace, workspace.head);
  const release = findRelease(state, request);
  const environment = to === undefined ? nextEnvironment(workspace, state, release) : environmentNamed(workspace, to);
  if (!workspace.head.definitions.models.has(release.model)) {
    const message = `"${release.model}" is not defined here any more, so no environment can run it`;
    throw new AvalError('usage', { rule: 'promote.model', message });
  }
  const { record } = release;
  const evidence = await readEvidence(workspace.store, record.package, record.evidence);
  const deployed = await deploy(workspace, release, environment.name);
  return { ...deployed, unmet: unmetRequirements(environment, evidence?.level) };
}

/** The last one when all run it: writing that again changes nothing. */
function nextEnvironment({ head }: Workspace, state: RegistryState, { model, record }: ReleasedVersion): Environment {
  const { environments } = head.definitions.project;
  const live = state.models.get(model)?.live;
  const runsIt = ({ name }: Environment) => live?.get(name)?.deployment.digest === record.package;
  const next = environments.find((environment) => !runsIt(environment)) ?? environments.at(-1);
  if (next === undefined) throw new RangeError('the schema admits no empty list of environments');
  return next;
}
