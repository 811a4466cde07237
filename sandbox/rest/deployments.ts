import { announce } from '../changes/announce.ts';
import { requiredState } from '../changes/required.ts';
import { resolveCommit } from '../git/objects.ts';
import { booleanOf, textOf, textsOf } from '../json.ts';
import { deploymentJson, deploymentStatusJson } from '../shapes/deployment.ts';
import type { Deployment, DeploymentStatus } from '../state/deployment.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, invalid, notFound, unprocessable } from './api-error.ts';
import { type Answer, type Call, idOf, noContent, ok, type Routes } from './call.ts';
import { environmentNamed } from './environments.ts';
import { authorOf, inRepository, read, viaApp, write } from './in-repository.ts';
import { listed } from './pages.ts';

function deploymentIn(call: Call, repository: Repository): Deployment {
  const found = repository.deployments.get(idOf(call, 'deployment_id'));
  if (found === undefined) throw notFound();
  return found;
}

/** Unless told otherwise, GitHub deploys only a commit whose every status and check has passed. */
function demandPassed(call: Call, repository: Repository, sha: string): void {
  const named = call.body['required_contexts'];
  const all = [
    ...repository.statuses.filter((status) => status.sha === sha).map((status) => status.context),
    ...[...repository.checkRuns.values()].filter((run) => run.headSha === sha).map((run) => run.name),
  ];
  const contexts = Array.isArray(named) ? textsOf(named) : [...new Set(all)];
  const failed = contexts.filter((context) => requiredState(repository, sha, context, undefined) !== 'success');
  if (failed.length > 0)
    throw new ApiError(409, `Conflict: Commit status checks failed for ${textOf(call.body['ref'])}.`, [
      { contexts: failed, resource: 'Deployment', field: 'required_contexts', code: 'invalid' },
    ]);
}

async function create(call: Call, repository: Repository): Promise<Answer> {
  const { body, hub } = call;
  const ref = textOf(body['ref']) ?? '';
  const sha = await resolveCommit(repository.gitDir, ref.replace(/^refs\//, ''));
  if (sha === undefined) throw unprocessable(`No ref found for: ${ref}`);
  demandPassed(call, repository, sha);
  const environment = textOf(body['environment']) ?? 'production';
  const now = hub.world.now();
  const deployment: Deployment = {
    id: hub.world.id(),
    sha,
    ref,
    task: textOf(body['task']) ?? 'deploy',
    payload: body['payload'] ?? {},
    environment,
    description: textOf(body['description']) ?? null,
    creator: authorOf(call),
    ...viaApp(call),
    createdAt: now,
    updatedAt: now,
    transient: booleanOf(body['transient_environment']) === true,
    production: booleanOf(body['production_environment']) ?? environment === 'production',
    statuses: [],
  };
  environmentNamed(hub, repository, environment); // GitHub makes it when it is first deployed to
  repository.deployments.set(deployment.id, deployment);
  const json = deploymentJson(hub, repository, deployment);
  const payload = { deployment: json, workflow: null, workflow_run: null };
  announce(hub, 'deployment.created', { repository, actor: call.actor }, payload);
  return ok(json, 201);
}

function createStatus(call: Call, repository: Repository): Answer {
  const deployment = deploymentIn(call, repository);
  const status: DeploymentStatus = {
    id: call.hub.world.id(),
    state: stateOf(call.body['state']),
    description: textOf(call.body['description']) ?? '',
    targetUrl: textOf(call.body['log_url']) ?? textOf(call.body['target_url']) ?? '',
    environmentUrl: textOf(call.body['environment_url']) ?? '',
    creator: authorOf(call),
    ...viaApp(call),
    createdAt: call.hub.world.now(),
  };
  deployment.statuses.push(status);
  deployment.updatedAt = status.createdAt;
  if (status.state === 'success' && call.body['auto_inactive'] !== false) retire(call, repository, deployment);
  const payload = {
    deployment: deploymentJson(call.hub, repository, deployment),
    deployment_status: deploymentStatusJson(call.hub, repository, deployment, status),
    check_run: null,
    workflow: null,
    workflow_run: null,
  };
  announce(call.hub, 'deployment_status.created', { repository, actor: call.actor }, payload);
  return ok(deploymentStatusJson(call.hub, repository, deployment, status), 201);
}

function stateOf(value: unknown): DeploymentStatus['state'] {
  const states = ['error', 'failure', 'inactive', 'pending', 'success', 'queued', 'in_progress'] as const;
  const found = states.find((state) => state === value);
  if (found === undefined) throw invalid('DeploymentStatus', 'state', 'invalid');
  return found;
}

/** What ran in the environment before no longer does. */
function retire(call: Call, repository: Repository, current: Deployment): void {
  for (const other of repository.deployments.values()) {
    const last = other.statuses.at(-1);
    if (other === current || other.environment !== current.environment || other.transient) continue;
    if (last === undefined || last.state !== 'success') continue;
    other.statuses.push({ ...last, id: call.hub.world.id(), state: 'inactive', createdAt: call.hub.world.now() });
  }
}

export const deploymentRoutes: Routes = {
  'repos/create-deployment': inRepository(write('deployments'), create),
  'repos/get-deployment': inRepository(read('deployments'), (call, repository) =>
    ok(deploymentJson(call.hub, repository, deploymentIn(call, repository))),
  ),
  'repos/delete-deployment': inRepository(write('deployments'), (call, repository) => {
    const deployment = deploymentIn(call, repository);
    const active = deployment.statuses.at(-1)?.state === 'success';
    if (active && repository.deployments.size > 1)
      throw unprocessable(
        'We cannot delete an active deployment unless it is the only deployment in a given environment.',
      );
    repository.deployments.delete(deployment.id);
    return noContent;
  }),
  'repos/list-deployments': inRepository(read('deployments'), (call, repository) => {
    const wanted = (['sha', 'ref', 'task', 'environment'] as const).map(
      (name) => [name, call.query.get(name)] as const,
    );
    const found = [...repository.deployments.values()].filter((one) =>
      wanted.every(([name, value]) => value === null || one[name] === value),
    );
    return listed(call, found.reverse(), (one) => deploymentJson(call.hub, repository, one));
  }),
  'repos/create-deployment-status': inRepository(write('deployments'), createStatus),
  'repos/list-deployment-statuses': inRepository(read('deployments'), (call, repository) => {
    const deployment = deploymentIn(call, repository);
    const newest = deployment.statuses.toReversed();
    return listed(call, newest, (status) => deploymentStatusJson(call.hub, repository, deployment, status));
  }),
  'repos/get-deployment-status': inRepository(read('deployments'), (call, repository) => {
    const deployment = deploymentIn(call, repository);
    const status = deployment.statuses.find((one) => one.id === idOf(call, 'status_id'));
    if (status === undefined) throw notFound();
    return ok(deploymentStatusJson(call.hub, repository, deployment, status));
  }),
};
