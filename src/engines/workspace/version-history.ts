import { pathOf } from '../../core/definitions/place.ts';
import type { ModelState } from '../../core/registry/state.ts';
import type { Registered } from './registered.ts';
import { deploymentOf } from './roll-back.ts';

/** A stretch in which an environment was to run a version, by the commits of its file. Times are seconds since 1970. */
export interface Stretch {
  readonly environment: string;
  readonly version: string;
  readonly digest: string;
  readonly since: number;
  /** Absent: still. */
  readonly until?: number;
  /** Who committed it. */
  readonly author: string;
  readonly commit: string;
}

/** Where each version of a model ran, newest first. */
export async function versionHistory(
  { repository, head }: Registered,
  { model }: ModelState,
): Promise<readonly Stretch[]> {
  if ((await repository.headCommit()) === undefined) return [];
  const stretches: Stretch[] = [];
  for (const { name: environment } of head.definitions.project.environments) {
    const path = pathOf('Deployment', model, environment);
    let until: number | undefined;
    const found: Stretch[] = [];
    for (const file of await repository.fileHistory(path)) {
      const deployment = deploymentOf(path, file);
      if (deployment !== undefined) {
        const { version, digest } = deployment;
        const { time: since, author, commit } = file;
        found.push({ environment, version, digest, since, ...(until !== undefined && { until }), author, commit });
      }
      until = file.time;
    }
    stretches.push(...found);
  }
  return stretches.sort((a, b) => b.since - a.since);
}
