import type { AppRepository } from '../repository.ts';
import { type DeploymentStatus, saysTheSame } from '../serving/deployment-status.ts';
import type { Deployment } from './deployments.ts';
import type { Told } from './told.ts';

interface Showing {
  readonly id: number;
  /** Deployments of the same model there before it, newest first. */
  readonly before: readonly Deployment[];
  readonly status: DeploymentStatus;
  readonly reported: boolean;
}

/** Writes what serving says of a deployment, where GitHub does not show that already. */
export async function showStatus(
  repository: AppRepository,
  { environment, model, version }: Told,
  { id, before, status, reported }: Showing,
): Promise<void> {
  const { client, where, context } = repository;
  const standing = await statusOf(repository, id);
  if (standing !== undefined && (!reported || saysTheSame(standing, status))) return;
  if (status.state === 'success') await retire(repository, before);
  // GitHub's own way to retire would take other models' deployments to this environment for old ones.
  await client.rest.repos.createDeploymentStatus({ ...where, deployment_id: id, ...status, auto_inactive: false });
  context.log('deployment.status', { model, version, environment, state: status.state });
}

/** How many deployments are looked at to find the one that ran before: between them only failed ones can lie. */
const lookedBack = 5;

/** Of the deployments before, newest first, the one that ran until now is not active any more. */
async function retire(repository: AppRepository, before: readonly Deployment[]): Promise<void> {
  const { client, where } = repository;
  for (const { id } of before.slice(0, lookedBack)) {
    const state = (await statusOf(repository, id))?.state;
    if (state === 'inactive') return;
    if (state !== 'success') continue;
    await client.rest.repos.createDeploymentStatus({ ...where, deployment_id: id, state: 'inactive' });
    return;
  }
}

async function statusOf({ client, where }: AppRepository, deployment_id: number) {
  const { data } = await client.rest.repos.listDeploymentStatuses({ ...where, deployment_id, per_page: 1 });
  return data[0];
}
