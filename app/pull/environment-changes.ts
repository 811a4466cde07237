import { placeOf } from '../../src/core/definitions/place.ts';
import type { Deployment, Gates } from '../../src/core/definitions/schema/gates.ts';
import type { Project } from '../../src/core/definitions/schema/project.ts';
import { changedPaths } from '../../src/core/plan/reached-models.ts';
import type { TreeSide } from '../../src/core/plan/tree-side.ts';
import type { ReleasedVersion } from '../../src/core/registry/plan-release.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import type { RegistryState } from '../../src/core/registry/state.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { deploymentOf } from '../../src/engines/workspace/roll-back.ts';
import { deploymentOn, gatesOf } from '../definitions.ts';
import type { VaultTrial } from './vault-trial.ts';

/** An environment that the change makes run another version of a model, or none. */
export interface EnvironmentChange {
  readonly environment: string;
  readonly model: string;
  readonly before?: Deployment;
  /** Absent: it shall run nothing of this model any more. */
  readonly after?: Deployment;
  /** The release that `after` names, by the tags; absent where none does. */
  readonly release?: ReleasedVersion;
  /** True: this environment ran that very package before, so it is a rollback. */
  readonly ranBefore: boolean;
  /** Base's gates of the model, where an environment asks for rules; absent: it has none, or none are asked for. */
  readonly gates?: Gates;
  /** How the vault judges it, where that is asked. */
  readonly vault?: VaultTrial;
  /** For how long, in seconds since 1970, each environment has been told to run that package without a break. */
  readonly since: ReadonlyMap<string, number>;
}

/** Every environment file that differs between base and what would land. Throws `config` for a file that can't be read. */
export async function environmentChanges(
  repository: Repository,
  base: Sha,
  before: TreeSide,
  after: TreeSide,
  state: RegistryState,
  policies: readonly Project[],
): Promise<readonly EnvironmentChange[]> {
  const changes: EnvironmentChange[] = [];
  for (const path of [...changedPaths(before, after)].sort()) {
    const place = placeOf(path);
    if (place?.kind !== 'Deployment') continue;
    const [environment, model] = [place.environment ?? '', place.identity?.value ?? ''];
    const old = await deploymentOn(before, environment, model);
    const next = await deploymentOn(after, environment, model);
    const history = await repository.fileHistory(path, base);
    const release = next && releaseOf(state, next);
    const gates = asksForRules(policies, environment) ? await gatesOf(before, model) : undefined;
    changes.push({
      environment,
      model,
      ...(old && { before: old }),
      ...(next && { after: next }),
      ...(release && { release }),
      ...(gates && { gates }),
      ranBefore: next !== undefined && history.some((version) => deploymentOf(path, version)?.digest === next.digest),
      since: next === undefined ? new Map() : await runningSince(repository, base, before, model, next.digest),
    });
  }
  return changes;
}

/** What environments run, and go on running, where the proposed policy asks for other rules than base does: what these would say is shown. */
export async function standingUnder(
  before: TreeSide,
  state: RegistryState,
  base: Project,
  proposed: Project,
): Promise<readonly EnvironmentChange[]> {
  const rulesOf = (project: Project, name: string) =>
    JSON.stringify(project.environments.find((one) => one.name === name)?.require.gates);
  const standing: EnvironmentChange[] = [];
  for (const path of [...before.entries.keys()].sort()) {
    const place = placeOf(path);
    if (place?.kind !== 'Deployment') continue;
    const [environment, model] = [place.environment ?? '', place.identity?.value ?? ''];
    const rules = rulesOf(proposed, environment);
    if (rules === undefined || rules === rulesOf(base, environment)) continue;
    const running = await deploymentOn(before, environment, model);
    const release = running && releaseOf(state, running);
    const gates = await gatesOf(before, model);
    if (running === undefined || release === undefined || gates === undefined) continue;
    const same = { before: running, after: running, ranBefore: false, since: new Map() };
    standing.push({ environment, model, release, gates, ...same });
  }
  return standing;
}

function releaseOf(state: RegistryState, { model, version: wanted }: Deployment): ReleasedVersion | undefined {
  return releases(state.models.get(model)).find(({ version }) => formatVersion(version) === wanted);
}

function asksForRules(policies: readonly Project[], environment: string): boolean {
  return policies.some(({ environments }) =>
    environments.some(({ name, require }) => name === environment && require.gates !== undefined),
  );
}

/** When each environment began to run a package that it still runs by base. */
async function runningSince(
  repository: Repository,
  base: Sha,
  side: TreeSide,
  model: string,
  digest: string,
): Promise<ReadonlyMap<string, number>> {
  const since = new Map<string, number>();
  for (const path of side.entries.keys()) {
    const place = placeOf(path);
    if (place?.kind !== 'Deployment' || place.identity?.value !== model || place.environment === undefined) continue;
    const history = await repository.fileHistory(path, base);
    const other = history.findIndex((version) => deploymentOf(path, version)?.digest !== digest);
    const first = history.slice(0, other < 0 ? undefined : other).at(-1);
    if (first !== undefined) since.set(place.environment, first.time);
  }
  return since;
}
