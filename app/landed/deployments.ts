import type { RestEndpointMethodTypes } from '@octokit/rest';
import { releases } from '../../src/core/registry/plan-release.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import type { AppRepository } from '../repository.ts';
import { deploymentStatus, saysTheSame } from '../serving/deployment-status.ts';
import type { Landed } from './observe.ts';
import { showStatus } from './show-status.ts';
import { type Told, toldToRun } from './told.ts';

/** As GitHub lists them. */
export type Deployment = RestEndpointMethodTypes['repos']['listDeployments']['response']['data'][number];

/**
 * Makes the GitHub deployment of every environment file that changed of late, once: its commit, environment and task name it. Serving reports how it
 * goes; until then it is in progress.
 */
export async function reconcileDeployments(repository: AppRepository, landed: Landed): Promise<void> {
  const { client, where, context } = repository;
  const told = await toldToRun(repository, landed);
  if (told.length === 0) return;
  // One call for nearly all; others deploy here too, so what it does not show is asked for by name before it is made.
  const { data: newest } = await client.rest.repos.listDeployments({ ...where, per_page: 100 });
  const last = landed.project.environments.at(-1)?.name;
  for (const one of told) {
    const { environment, model, commit: sha } = one;
    const servers = context.reports.of(where, environment, model);
    const status = deploymentStatus(one.digest, servers, (digest) => versionOf(landed, model, digest));
    const name = `${where.owner}/${where.repo}/${environment}/${model}`;
    const shown = context.reports.shown.get(name);
    if (shown?.commit === sha && saysTheSame(shown.status, status)) continue;
    const task = taskOf(one);
    const standing =
      newest.find((other) => isOf(other, one) && other.sha === sha) ??
      (await client.rest.repos.listDeployments({ ...where, environment, task, sha, per_page: 1 })).data[0];
    const id = standing?.id ?? (await create(repository, one, environment === last));
    if (id === undefined) continue;
    if (standing !== undefined && servers.length === 0 && sha !== landed.commit) continue;
    const before = newest.filter((other) => isOf(other, one) && other.id < id);
    await showStatus(repository, one, { id, before, status, reported: servers.length > 0 });
    if (servers.length > 0) context.reports.shown.set(name, { commit: sha, status });
  }
}

const taskOf = ({ model }: Told): string => `deploy:${model}`;
const isOf = ({ environment, task }: Deployment, told: Told): boolean =>
  environment === told.environment && task === taskOf(told);

async function create({ client, where }: AppRepository, told: Told, production: boolean): Promise<number | undefined> {
  const { environment, model, version, digest, commit } = told;
  const { data } = await client.rest.repos.createDeployment({
    ...where,
    ref: commit,
    task: taskOf(told),
    environment,
    auto_merge: false,
    required_contexts: [],
    production_environment: production,
    description: `${model} ${version}`,
    payload: { model, version, digest },
  });
  return 'id' in data ? data.id : undefined;
}

/** The version of a package, or the beginning of its digest where no release holds it. */
function versionOf({ state }: Landed, model: string, digest: string): string {
  const release = releases(state.models.get(model)).find(({ record }) => record.package === digest);
  return release === undefined ? digest.slice(0, 'sha256:'.length + 12) : formatVersion(release.version);
}
