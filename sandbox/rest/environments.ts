import type { Hub } from '../hub.ts';
import { isJson, textOf } from '../json.ts';
import { environmentJson } from '../shapes/deployment.ts';
import { nodeId } from '../shapes/urls.ts';
import type { Environment } from '../state/deployment.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Answer, type Call, idOf, noContent, ok, param, type Routes } from './call.ts';
import { inRepository, read, write } from './in-repository.ts';
import { counted } from './pages.ts';

type Policy = Environment['policies'][number];

/** The environment; made when there is none. */
export function environmentNamed(hub: Hub, repository: Repository, name: string): Environment {
  const known = repository.environments.get(name);
  if (known !== undefined) return known;
  const now = hub.world.now();
  const made: Environment = { id: hub.world.id(), name, branches: 'all', policies: [], createdAt: now, updatedAt: now };
  repository.environments.set(name, made);
  return made;
}

function environmentIn(call: Call, repository: Repository): Environment {
  const found = repository.environments.get(param(call, 'environment_name'));
  if (found === undefined) throw notFound();
  return found;
}

function put(call: Call, repository: Repository): Answer {
  const environment = environmentNamed(call.hub, repository, param(call, 'environment_name'));
  const policy = call.body['deployment_branch_policy'];
  if (isJson(policy)) {
    const [limited, custom] = [policy['protected_branches'] === true, policy['custom_branch_policies'] === true];
    if (limited === custom)
      throw new ApiError(422, 'protected_branches and custom_branch_policies cannot have the same value');
    environment.branches = custom ? 'custom' : 'protected';
  } else if (policy === null) environment.branches = 'all';
  environment.updatedAt = call.hub.world.now();
  return ok(environmentJson(call.hub, repository, environment));
}

const policyJson = ({ id, name, type }: Policy) => ({ id, node_id: nodeId('BranchPolicy', id), name, type });

function addPolicy(call: Call, repository: Repository): Answer {
  const environment = environmentIn(call, repository);
  if (environment.branches !== 'custom') throw notFound();
  const name = textOf(call.body['name']) ?? '';
  if (environment.policies.some((policy) => policy.name === name)) throw new ApiError(303, 'See Other');
  const type = call.body['type'] === 'tag' ? 'tag' : 'branch';
  const policy: Policy = { id: call.hub.world.id(), name, type };
  environment.policies.push(policy);
  return ok(policyJson(policy));
}

function policyIn(call: Call, repository: Repository): { environment: Environment; policy: Policy } {
  const environment = environmentIn(call, repository);
  const policy = environment.policies.find((one) => one.id === idOf(call, 'branch_policy_id'));
  if (policy === undefined) throw notFound();
  return { environment, policy };
}

const readNeed = read(['actions', 'environments']);
const writeNeed = write('administration', 'admin');

export const environmentRoutes: Routes = {
  'repos/get-all-environments': inRepository(readNeed, (call, repository) =>
    counted(call, 'environments', [...repository.environments.values()], (one) =>
      environmentJson(call.hub, repository, one),
    ),
  ),
  'repos/get-environment': inRepository(readNeed, (call, repository) =>
    ok(environmentJson(call.hub, repository, environmentIn(call, repository))),
  ),
  'repos/create-or-update-environment': inRepository(writeNeed, put),
  'repos/delete-an-environment': inRepository(writeNeed, (call, repository) => {
    repository.environments.delete(environmentIn(call, repository).name);
    return noContent;
  }),
  'repos/list-deployment-branch-policies': inRepository(readNeed, (call, repository) =>
    counted(call, 'branch_policies', environmentIn(call, repository).policies, policyJson),
  ),
  'repos/create-deployment-branch-policy': inRepository(writeNeed, addPolicy),
  'repos/get-deployment-branch-policy': inRepository(readNeed, (call, repository) =>
    ok(policyJson(policyIn(call, repository).policy)),
  ),
  'repos/update-deployment-branch-policy': inRepository(writeNeed, (call, repository) => {
    const { policy } = policyIn(call, repository);
    policy.name = textOf(call.body['name']) ?? policy.name;
    return ok(policyJson(policy));
  }),
  'repos/delete-deployment-branch-policy': inRepository(writeNeed, (call, repository) => {
    const { environment, policy } = policyIn(call, repository);
    environment.policies.splice(environment.policies.indexOf(policy), 1);
    return noContent;
  }),
};
