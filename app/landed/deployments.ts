import { placeOf } from '../../src/core/definitions/place.ts';
import { deploymentOf } from '../../src/engines/workspace/roll-back.ts';
import type { AppRepository } from '../repository.ts';
import type { Landed } from './observe.ts';
import { commitsBack } from './publish-versions.ts';

/** What an environment was told to run, by a commit of the default branch. */
interface Told {
  readonly environment: string;
  readonly model: string;
  readonly version: string;
  readonly digest: string;
  readonly commit: string;
}

/**
 * Makes the GitHub deployment of every environment file that changed of late, once: its commit, environment and task name it. Serving reports how it
 * goes; until then it is in progress.
 */
export async function createDeployments(repository: AppRepository, landed: Landed): Promise<void> {
  const { client, where, context } = repository;
  const told = await toldOfLate(repository, landed);
  if (told.length === 0) return;
  // One call for nearly all; others deploy here too, so what it does not show is asked for by name before it is made.
  const { data: newest } = await client.rest.repos.listDeployments({ ...where, per_page: 100 });
  const last = landed.project.environments.at(-1)?.name;
  for (const { environment, model, version, digest, commit } of told) {
    const task = `deploy:${model}`;
    const standing =
      newest.find((one) => one.environment === environment && one.task === task && one.sha === commit) ??
      (await client.rest.repos.listDeployments({ ...where, environment, task, sha: commit, per_page: 1 })).data[0];
    const id = standing?.id ?? (await create());
    if (id === undefined || (standing !== undefined && commit !== landed.commit)) continue;
    const { data: statuses } = await client.rest.repos.listDeploymentStatuses({
      ...where,
      deployment_id: id,
      per_page: 1,
    });
    if (statuses.length > 0) continue;
    await client.rest.repos.createDeploymentStatus({
      ...where,
      deployment_id: id,
      state: 'in_progress',
      description: 'Waiting for serving to report.',
    });
    context.log('deployment.created', { model, version, environment });

    async function create(): Promise<number | undefined> {
      const { data } = await client.rest.repos.createDeployment({
        ...where,
        ref: commit,
        task,
        environment,
        auto_merge: false,
        required_contexts: [],
        production_environment: environment === last,
        description: `${model} ${version}`,
        payload: { model, version, digest },
      });
      return 'id' in data ? data.id : undefined;
    }
  }
}

async function toldOfLate({ mirror }: AppRepository, landed: Landed): Promise<readonly Told[]> {
  const told: Told[] = [];
  // Of thousands of files only those that moved of late are worth a look at their history.
  for (const path of [...(await mirror.repository.pathsOfLate(landed.commit, commitsBack))].sort()) {
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
