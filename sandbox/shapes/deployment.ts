import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { Deployment, DeploymentStatus, Environment } from '../state/deployment.ts';
import type { Repository } from '../state/repository.ts';
import { optionalAppJson } from './app.ts';
import { nodeId } from './urls.ts';
import { userJson } from './user.ts';

export function deploymentJson(hub: Hub, repository: Repository, deployment: Deployment): Json {
  const url = `${hub.urls.repo(repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userJson(hub.urls, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: hub.urls.repo(repository),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: optionalAppJson(hub.urls, deployment.app),
  };
}

export function deploymentStatusJson(
  hub: Hub,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): Json {
  const url = `${hub.urls.repo(repository)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: userJson(hub.urls, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.targetUrl,
    log_url: status.targetUrl,
    environment_url: status.environmentUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: hub.urls.repo(repository),
    performed_via_github_app: optionalAppJson(hub.urls, status.app),
  };
}

export function environmentJson(hub: Hub, repository: Repository, environment: Environment): Json {
  const custom = environment.branches === 'custom';
  const rule = { id: environment.id, node_id: nodeId('GateRule', environment.id), type: 'branch_policy' };
  return {
    id: environment.id,
    node_id: nodeId('Environment', environment.id),
    name: environment.name,
    url: `${hub.urls.repo(repository)}/environments/${encodeURIComponent(environment.name)}`,
    html_url: `${hub.urls.page(repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
    protection_rules: environment.branches === 'all' ? [] : [rule],
    deployment_branch_policy:
      environment.branches === 'all' ? null : { protected_branches: !custom, custom_branch_policies: custom },
  };
}
