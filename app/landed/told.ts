import { pathOf, placeOf } from '../../src/core/definitions/place.ts';
import { deploymentOf } from '../../src/engines/workspace/roll-back.ts';
import type { AppRepository } from '../repository.ts';
import type { Landed } from './observe.ts';
import { commitsBack } from './publish-versions.ts';

/** What an environment was told to run, by a commit of the default branch. */
export interface Told {
  readonly environment: string;
  readonly model: string;
  readonly version: string;
  readonly digest: string;
  readonly commit: string;
}

/** What environments were told last: where that changed of late, and where servers report on it. */
export async function toldToRun(repository: AppRepository, landed: Landed): Promise<readonly Told[]> {
  const { mirror, where, context } = repository;
  // Of thousands of files only those that moved of late are worth a look at their history.
  const late = await mirror.repository.pathsOfLate(landed.commit, commitsBack);
  const served = context.reports
    .reported(where)
    .map(({ environment, model }) => pathOf('Deployment', model, environment));
  const told: Told[] = [];
  for (const path of [...new Set([...late, ...served])].sort()) {
    const place = placeOf(path);
    if (place?.kind !== 'Deployment' || place.environment === undefined || !landed.side.entries.has(path)) continue;
    const [version] = await mirror.repository.fileHistory(path, landed.commit);
    const value = version && deploymentOf(path, version);
    if (version === undefined || value === undefined) continue;
    told.push({
      environment: place.environment,
      model: value.model,
      version: value.version,
      digest: value.digest,
      commit: version.commit,
    });
  }
  return told;
}
