import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Octokit, type TestWorld } from '../world.ts';
import { open } from './lending.ts';

type State = 'success' | 'failure' | 'in_progress' | 'inactive';

describe('the page of deployments', () => {
  let world: TestWorld;
  let olivia: Octokit;
  beforeAll(async () => {
    world = await makeWorld();
    olivia = world.as(world.owner);
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  /** Models are deployed side by side, each by a task of its own. */
  async function deploy(model: string, version: string, states: readonly State[]): Promise<void> {
    const { data } = await olivia.rest.repos.createDeployment({
      ...world.where,
      ref: 'main',
      task: `deploy:${model}`,
      environment: 'staging',
      description: `${model} ${version}`,
      auto_merge: false,
      required_contexts: [],
    });
    if (!('id' in data)) throw new Error('there is no deployment');
    for (const state of states)
      await olivia.rest.repos.createDeploymentStatus({
        ...world.where,
        deployment_id: data.id,
        state,
        description: `${model} ${version}: ${state}`,
        auto_inactive: false,
      });
  }
  const rows = (text: string): string[] =>
    [...text.matchAll(/<strong>(.*?)<\/strong> <span class="tag">(.*?)<\/span>/g)].map(([, ...parts]) =>
      parts.join(' '),
    );

  it('shows of each model what is active, what came after it, and the history', async () => {
    await deploy('credit', '1.0.0', ['success', 'inactive']);
    await deploy('credit', '1.1.0', ['in_progress', 'success']);
    await deploy('churn', '2.0.0', ['success']);
    await deploy('credit', '1.2.0', ['failure']);
    const { text } = await open(world, '/olivia/credit/deployments');
    expect(rows(text)).toEqual(['credit 1.1.0 Active', 'credit 1.2.0 failure', 'churn 2.0.0 Active']);
    expect(text).toMatch(/2 statuses.*in progress.*credit 1\.1\.0: in_progress.*success.*credit 1\.1\.0: success/s);
    expect(text).toContain('4 deployments');
    const all = await open(world, '/olivia/credit/deployments/activity_log?environments_filter=staging');
    expect(rows(all.text)).toEqual([
      'credit 1.2.0 failure',
      'churn 2.0.0 Active',
      'credit 1.1.0 Active',
      'credit 1.0.0 inactive',
    ]);
  });
});
