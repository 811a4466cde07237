import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayDeploy } from '../../sandbox/changes/deployable.ts';
import { makeWorld, statusOf, type TestWorld } from './world.ts';

describe('a deployment', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  it('waits for checks unless told otherwise, and retires what ran before', async () => {
    const { where } = world;
    const writer = world.as(world.writer);
    const sha = (await writer.rest.git.getRef({ ...where, ref: 'heads/main' })).data.object.sha;
    await writer.rest.repos.createCommitStatus({ ...where, sha, context: 'ci', state: 'pending' });
    expect(await statusOf(writer.rest.repos.createDeployment({ ...where, ref: 'main' }))).toBe(409);
    const deploy = async (): Promise<number> => {
      const { data } = await writer.rest.repos.createDeployment({
        ...where,
        ref: sha,
        required_contexts: [],
        environment: 'staging',
        payload: { digest: 'd' },
      });
      if (!('id' in data)) throw new Error('not deployed');
      await writer.rest.repos.createDeploymentStatus({ ...where, deployment_id: data.id, state: 'success' });
      return data.id;
    };
    const [first, second] = [await deploy(), await deploy()];
    const states = async (deployment_id: number) =>
      (await writer.rest.repos.listDeploymentStatuses({ ...where, deployment_id })).data.map((one) => one.state);
    expect([await states(first), await states(second)]).toEqual([['inactive', 'success'], ['success']]);
    expect(
      (await writer.rest.repos.listDeployments({ ...where, environment: 'staging' })).data.map((one) => one.id),
    ).toEqual([second, first]);
  });

  it('goes only where the environment lets the branch go', async () => {
    const { where, repository } = world;
    const owner = world.as(world.owner);
    const named = { ...where, environment_name: 'holdout' };
    const deployment_branch_policy = { protected_branches: false, custom_branch_policies: true };
    await owner.rest.repos.createOrUpdateEnvironment({ ...named, deployment_branch_policy });
    await owner.rest.repos.createDeploymentBranchPolicy({ ...named, name: 'release/*' });
    expect((await owner.rest.repos.listDeploymentBranchPolicies(named)).data.branch_policies).toMatchObject([
      { name: 'release/*' },
    ]);
    expect(mayDeploy(repository, 'holdout', 'refs/heads/main')).toBe(false);
    expect(mayDeploy(repository, 'holdout', 'refs/heads/release/1')).toBe(true);
    expect((await owner.rest.repos.getAllEnvironments(where)).data.environments?.map((one) => one.name)).toContain(
      'holdout',
    );
  });
});
