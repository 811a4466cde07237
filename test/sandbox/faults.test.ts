import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Octokit, statusOf, type TestWorld } from './world.ts';

describe('a fault', () => {
  let world: TestWorld;
  let octokit: Octokit;
  beforeAll(async () => {
    world = await makeWorld();
    octokit = world.as(world.writer);
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  afterEach(() => world.sandbox.faults.clear());
  const create = (title: string): Promise<unknown> => statusOf(octokit.rest.issues.create({ ...world.where, title }));
  const titles = (): string[] => [...world.repository.issues.values()].map((issue) => issue.title);

  it('refuses before anything happens, once', async () => {
    world.sandbox.faults.add({ operation: 'issues/create', kind: 'refuse', status: 500 });
    expect(await create('refused')).toBe(500);
    expect(titles()).not.toContain('refused');
    expect(await create('then')).toBe('passed');
  });

  it('of a secondary limit says when to come back', async () => {
    world.sandbox.faults.add({ operation: /^issues\//, kind: 'secondaryLimit', status: 403, retryAfter: 7 });
    const asked = octokit.rest.issues.create({ ...world.where, title: 'limited' });
    await expect(asked).rejects.toMatchObject({ status: 403, response: { headers: { 'retry-after': '7' } } });
  });

  it('loses the answer to what was done: an error, or no answer at all', async () => {
    world.sandbox.faults.add({ operation: 'issues/create', kind: 'applied', status: 502 });
    expect(await create('applied')).toBe(502);
    expect(titles()).toContain('applied');
    world.sandbox.faults.add({ operation: 'issues/create', kind: 'reset' });
    expect(await create('reset')).not.toBe('passed');
    expect(titles()).toContain('reset');
  });

  it('holds the answer to what was done', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    world.sandbox.faults.add({ operation: 'issues/create', kind: 'held', until: () => promise });
    let answered = false;
    const asked = create('held').finally(() => {
      answered = true;
    });
    while (!titles().includes('held')) await new Promise((done) => setTimeout(done, 5));
    expect(answered).toBe(false);
    resolve();
    expect(await asked).toBe('passed');
  });

  it('answers a read as it was before', async () => {
    const list = async (): Promise<number> =>
      (await octokit.rest.issues.listForRepo({ ...world.where, per_page: 100 })).data.length;
    const before = await list();
    await create('new');
    world.sandbox.faults.add({ operation: 'issues/list-for-repo', kind: 'stale', times: 2 });
    expect([await list(), await list(), await list()]).toEqual([before, before, before + 1]);
  });

  it('uses up a token', async () => {
    const other = world.as(world.reader);
    const actor = world.sandbox.world.actorFor(world.sandbox.tokenFor(world.reader));
    if (actor === undefined) throw new Error('no actor');
    world.sandbox.limits.exhaust(actor);
    expect(await statusOf(other.rest.repos.get(world.where))).toBe('passed');
    const token = actor.kind === 'user' ? actor.token : '';
    const response = await fetch(`${world.sandbox.apiUrl}/rate_limit`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([response.status, response.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
  });
});
