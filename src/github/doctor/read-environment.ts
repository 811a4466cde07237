import type { Octokit } from '@octokit/rest';
import type { EnvironmentBranches } from '../../core/onboarding/observed.ts';
import type { RepositoryName } from '../release-source.ts';
import { answered, ifThere } from './seen.ts';

/** Which branches may use a GitHub environment; undefined when there is none of that name. */
export async function readEnvironment(
  octokit: Octokit,
  repository: RepositoryName,
  name: string,
): Promise<EnvironmentBranches | undefined> {
  const what = `the environment "${name}"`;
  const where = { ...repository, environment_name: name };
  const found = await answered(what, ifThere(octokit.rest.repos.getEnvironment(where)));
  if (found === undefined) return undefined;
  const policy = found.data.deployment_branch_policy;
  if (!policy) return { kind: 'all' };
  if (policy.protected_branches) return { kind: 'protected' };
  const list = octokit.rest.repos.listDeploymentBranchPolicies({ ...where, per_page: 100 });
  const named = (await answered(what, list)).data.branch_policies;
  return { kind: 'named', patterns: named.map((one) => ({ type: one.type ?? 'branch', name: one.name ?? '' })) };
}
