import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Contract } from '../../sandbox/contract/contract.ts';
import { routes } from '../../sandbox/rest/routes.ts';
import { makeWorld, type TestWorld } from './world.ts';

describe('the contract with GitHub’s description', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.end());

  it('knows every operation that the sandbox has', () => {
    const { operations } = new Contract();
    expect(Object.keys(routes).filter((id) => !operations.byId.has(id))).toEqual([]);
    expect(Object.keys(routes).length).toBeGreaterThan(110);
  });

  it('finds unknown and wrong names in bodies, queries and paths', async () => {
    const octokit = world.as(world.writer);
    const { violations } = world.sandbox;
    await octokit.request('POST /repos/{owner}/{repo}/issues', { ...world.where, title: 't', lables: ['x'] });
    await octokit.request('GET /repos/{owner}/{repo}/issues?stat=open', world.where);
    const untitled: Record<string, unknown> = { ...world.where, body: 'no title' };
    await octokit.request('POST /repos/{owner}/{repo}/issues', untitled as never).catch(() => undefined);
    await octokit.request('GET /repos/{owner}/{repo}/isues', world.where).catch(() => undefined);
    expect(violations.map(({ side, operation, at, message }) => `${side} ${operation} ${at}: ${message}`)).toEqual([
      'request issues/create body: GitHub knows no name "lables" here',
      'request issues/list-for-repo query/stat: GitHub knows no such parameter',
      "request issues/create body: must have required property 'title'",
      'request GET /api/v3/repos/olivia/credit/isues path: GitHub has no such operation',
    ]);
  });
});
