import { pino } from 'pino';
import type { Probot } from 'probot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../app/github/connect.ts';
import { GitTokens } from '../../../app/github/git-tokens.ts';
import { installationClient } from '../../../app/github/installation-client.ts';
import { RememberedAnswers } from '../../../app/github/remembered-answers.ts';
import type { Key } from '../../../app/key.ts';
import { classifyFailure } from '../../../app/queue/failure.ts';
import { type AppSettings, readSettings } from '../../../app/settings.ts';
import type { Actor } from '../../../sandbox/state/actor.ts';
import { type AppWorld, environmentFor, makeAppWorld } from '../app-world.ts';

let world: AppWorld;
let settings: AppSettings;
let probot: Probot;
let installation: number;
const { signal } = new AbortController();

beforeAll(async () => {
  world = await makeAppWorld();
  settings = readSettings(environmentFor(world.sandbox.url, { APP_ID: String(world.app.id) }));
  probot = connect(settings, pino({ level: 'silent' }));
  installation = [...world.sandbox.world.installations.keys()][0] ?? 0;
});
afterEach(() => world.sandbox.faults.clear());
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const issue = { owner: 'olivia', repo: 'credit', title: 'once' };
const key = (): Key => ({ installation, owner: 'olivia', repo: 'credit', subject: { kind: 'landed' } });
const actorOf = (token: string): Actor => {
  const actor = world.sandbox.world.actorFor(token);
  if (actor === undefined) throw new Error('the token stands for nobody');
  return actor;
};

describe('a client of an installation', () => {
  it('has the methods of @octokit/rest’s Octokit, and nothing of its own is covered by them', async () => {
    const client = await installationClient(probot, installation, signal, new RememberedAnswers());
    expect((await client.rest.repos.get(world.where)).data.name).toBe('credit');
    expect((await client.repos.get(world.where)).data.name).toBe('credit');
    const own = ['request', 'graphql', 'log', 'hook', 'auth', 'paginate', 'rest'];
    expect(Object.keys(client.rest).filter((name) => own.includes(name))).toEqual([]);
  });

  it('asks whether what it read before changed, and gives what it was where nothing did', async () => {
    const answers = new RememberedAnswers();
    const read = async () => {
      const client = await installationClient(probot, installation, signal, answers);
      const from = world.sandbox.requests.length;
      const issues = await client.paginate(client.rest.issues.listForRepo, { ...world.where, per_page: 100 });
      return { issues, status: world.sandbox.requests.slice(from).map(({ status }) => status) };
    };
    const first = await read();
    expect(first.status).toEqual([200]);
    expect(await read()).toEqual({ issues: first.issues, status: [304] });
    await world.as(world.owner).rest.issues.create({ ...world.where, title: 'news' });
    const later = await read();
    expect(later.status).toEqual([200]);
    expect(later.issues).toHaveLength(first.issues.length + 1);
  });

  it('gives lists with a count whole, also the second and third time', async () => {
    const answers = new RememberedAnswers();
    const writer = await installationClient(probot, installation, signal, answers);
    const { data } = await writer.rest.repos.getBranch({ ...world.where, branch: 'main' });
    for (const name of ['two', 'one']) {
      await writer.rest.checks.create({ ...world.where, name, head_sha: data.commit.sha });
    }
    for (let time = 0; time < 3; time++) {
      const client = await installationClient(probot, installation, signal, answers);
      const checks = await client.paginate(client.rest.checks.listForRef, {
        ...world.where,
        ref: 'main',
        per_page: 100,
      });
      expect(checks.map(({ name }) => name).sort()).toEqual(['one', 'two']);
    }
  });

  it('asks for a new token once when its own was revoked', async () => {
    const client = await installationClient(probot, installation, signal, new RememberedAnswers());
    const { token } = (await client.auth({ type: 'installation' })) as { token: string };
    await client.rest.repos.get(world.where);
    world.sandbox.world.revokeToken(token);
    const later = await installationClient(probot, installation, signal, new RememberedAnswers());
    expect((await later.rest.repos.get(world.where)).status).toBe(200);
  }, 30_000);

  it('does not repeat a creation whose answer was lost, and repeats a read', async () => {
    const client = await installationClient(probot, installation, signal, new RememberedAnswers());
    world.sandbox.faults.add({ operation: 'issues/create', kind: 'applied', status: 502 });
    await expect(client.rest.issues.create(issue)).rejects.toMatchObject({ status: 502 });
    expect([...world.repository.issues.values()].filter(({ title }) => title === 'once')).toHaveLength(1);
    world.sandbox.faults.add({ operation: 'repos/get', kind: 'refuse', status: 502 });
    expect((await client.rest.repos.get(world.where)).status).toBe(200);
  });

  it('gives up at once when its time is over, even in the pause before a retry', async () => {
    const controller = new AbortController();
    const client = await installationClient(probot, installation, controller.signal, new RememberedAnswers());
    world.sandbox.faults.add({ operation: 'repos/get', kind: 'refuse', status: 502, times: 9 });
    const asked = client.rest.repos.get(world.where);
    setTimeout(() => controller.abort(new Error('time is over')), 100);
    const started = performance.now();
    await expect(asked).rejects.toThrow('time is over');
    await expect(client.rest.repos.get(world.where)).rejects.toThrow('time is over');
    expect(performance.now() - started).toBeLessThan(900);
  });

  it('does not wait for the end of a primary limit: that is for the queue to do, which knows how long', async () => {
    const client = await installationClient(probot, installation, signal, new RememberedAnswers());
    const { token } = (await client.auth({ type: 'installation' })) as { token: string };
    world.sandbox.limits.exhaust(actorOf(token));
    const error = await client.rest.repos.get(world.where).catch((thrown: unknown) => thrown);
    const failure = classifyFailure(error);
    expect(failure).toMatchObject({ kind: 'limited' });
    if (failure.kind === 'limited') expect(failure.milliseconds).toBeGreaterThan(3_500_000);
    world.sandbox.world.revokeToken(token); // the next one has a quota of its own here
  });

  it('a secondary limit is passed on with its pause', async () => {
    const client = await installationClient(probot, installation, signal, new RememberedAnswers());
    world.sandbox.faults.add({ operation: 'repos/get', kind: 'secondaryLimit', status: 403, retryAfter: 7 });
    const error = await client.rest.repos.get(world.where).catch((thrown: unknown) => thrown);
    expect(classifyFailure(error)).toEqual({ kind: 'limited', milliseconds: 7_000 });
  });

  it('not throttled, passes both limits on as well: nothing waits but the queue', async () => {
    const unthrottled = connect({ ...settings, throttle: false }, pino({ level: 'silent' }));
    const client = await installationClient(unthrottled, installation, signal, new RememberedAnswers());
    const failure = () =>
      client.rest.issues.create(issue).then(
        () => undefined,
        (thrown: unknown) => classifyFailure(thrown),
      );
    world.sandbox.faults.add({ operation: 'issues/create', kind: 'secondaryLimit', status: 403, retryAfter: 7 });
    expect(await failure()).toEqual({ kind: 'limited', milliseconds: 7_000 });
    const { token } = (await client.auth({ type: 'installation' })) as { token: string };
    world.sandbox.limits.exhaust(actorOf(token));
    expect(await failure()).toMatchObject({ kind: 'limited' });
    world.sandbox.world.revokeToken(token);
  });
});

describe('a token for git', () => {
  it('is for the contents of one repository, and is used again while it is valid', async () => {
    let now = Date.now();
    const tokens = new GitTokens(probot, () => now);
    const token = await tokens.get(key());
    expect(actorOf(token)).toMatchObject({ permissions: { contents: 'write', metadata: 'read' } });
    expect(await tokens.get(key())).toBe(token);
    now += 49 * 60_000;
    expect(await tokens.get(key())).toBe(token);
    now += 2 * 60_000;
    expect(await tokens.get(key())).not.toBe(token);
  }, 30_000);

  it('is a new one after a failure', async () => {
    const tokens = new GitTokens(probot);
    const token = await tokens.get(key());
    tokens.forget(key());
    expect(await tokens.get(key())).not.toBe(token);
  }, 30_000);
});
