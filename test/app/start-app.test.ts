import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyText } from '../../app/key.ts';
import type { Reconcile } from '../../app/reconcile.ts';
import { readSettings } from '../../app/settings.ts';
import { startApp } from '../../app/start-app.ts';
import { commitFile } from '../sandbox/world.ts';
import {
  type AppWorld,
  environmentFor,
  makeAppWorld,
  privateKey,
  type Recorded,
  secret,
  startRecorded,
} from './app-world.ts';

let world: AppWorld;
let app: Recorded;
/** What the next reconciliations do. */
let work: Reconcile = async () => ({});
const tokens: string[] = [];

beforeAll(async () => {
  world = await makeAppWorld();
  await world.sandbox.addRepository({ owner: world.owner, name: 'second' });
  app = await startRecorded(world, (key, context) => work(key, context));
  await app.running.idle();
  expect(app.keys.map(keyText)).toEqual([
    expect.stringMatching(/^\d+\/olivia\/credit\/repository$/),
    expect.stringMatching(/^\d+\/olivia\/second\/repository$/),
  ]);
});
beforeEach(async () => {
  await world.sandbox.idle();
  await app.running.idle();
  app.keys.length = 0;
  work = async () => ({});
});
afterAll(async () => {
  await app.running.stop();
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const at = (path: string): string => `http://127.0.0.1:${app.running.address.port}${path}`;
const metrics = async (): Promise<string> => (await fetch(at('/metrics'))).text();
const openPull = async (branch: string): Promise<number> => {
  const writer = world.as(world.writer);
  await commitFile(writer, world.where, branch, `${branch}.txt`, branch);
  return (await writer.rest.pulls.create({ ...world.where, title: branch, head: branch, base: 'main' })).data.number;
};
const settled = async (): Promise<void> => {
  await world.sandbox.idle();
  await app.running.idle();
};

describe('the App', () => {
  it('knows who it is', () => {
    const bot = { login: 'aval[bot]', id: world.app.bot.id };
    expect(app.running.identity).toEqual({ appId: world.app.id, slug: 'aval', bot });
  });

  it('gives a reconciliation a client, a token and a log', async () => {
    work = async ({ owner, repo }, { client, token, log }) => {
      const { data } = await client.rest.repos.get({ owner, repo });
      tokens.push(await token());
      log('looked', { id: data.id });
      return {};
    };
    const number = await openPull('first');
    await settled();
    expect(app.keys.map(keyText)).toEqual([expect.stringMatching(new RegExp(`^\\d+/olivia/credit/pull/${number}$`))]);
    const lines = app.lines.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ event: 'looked', id: world.repository.id }));
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'reconciled', key: app.keys.map(keyText)[0], outcome: 'done' }),
    );
  });

  it('makes one look of deliveries that come doubled, reordered and late, or one more where they come while it looks', async () => {
    const { webhooks } = world.sandbox;
    webhooks.treat = () => 'hold';
    await openPull('second');
    await world.sandbox.idle();
    const held = webhooks.held.toReversed();
    webhooks.treat = () => 'send';
    expect(held.length).toBeGreaterThan(1);
    await webhooks.release([...held, ...held, ...held]);
    await settled();
    const looks = app.keys.map((key) => key.subject.kind);
    expect(new Set(looks)).toEqual(new Set(['pull']));
    expect(looks.length).toBeLessThanOrEqual(2);
  });

  it('looks again at what another reconciliation asks for', async () => {
    work = async (key, { enqueue }) => {
      if (key.subject.kind === 'pull') enqueue({ ...key, subject: { kind: 'landed' } });
      return {};
    };
    await openPull('third');
    await settled();
    expect(app.keys.map((key) => key.subject.kind)).toEqual(['pull', 'landed']);
  });

  it('survives a reconciliation that throws, and says so', async () => {
    work = () => Promise.reject(new TypeError('a bug'));
    await openPull('fourth');
    await settled();
    expect(app.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ outcome: 'failed', reason: 'a bug', stack: expect.any(String) }),
    );
    expect((await fetch(at('/healthz'))).status).toBe(200);
  });

  it('tells in its metrics what it does, and names no repository or person', async () => {
    const text = await metrics();
    expect(text).toMatch(/^aval_deliveries_total\{event="pull_request",outcome="queued"\} \d+$/m);
    expect(text).toMatch(/^aval_reconciliation_seconds_count\{subject="pull",outcome="failed"\} 1$/m);
    expect(text).toMatch(/^aval_last_sweep_timestamp_seconds [1-9]/m);
    expect(text).toMatch(/^aval_repositories 2$/m);
    expect(text).toMatch(/^aval_queue_depth 0$/m);
    expect(text).toMatch(/^aval_holdout_unbegun 0$/m);
    expect(text).toMatch(/^aval_queue_oldest_seconds 0$/m);
    expect(text).not.toMatch(/olivia|credit|walter/);
  });

  it('counts a stranger’s request without a label of the stranger’s choice', async () => {
    const headers = { 'content-type': 'application/json', 'x-github-event': 'made_up', 'x-github-delivery': '1' };
    await fetch(at('/api/github/webhooks'), { method: 'POST', body: '{}', headers });
    const text = await metrics();
    expect(text).toMatch(/^aval_deliveries_total\{event="other",outcome="refused"\} 1$/m);
    expect(text).not.toContain('made_up');
  });

  it('refuses 60 MB of a stranger without keeping them', async () => {
    const before = process.memoryUsage().rss;
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': '1',
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    };
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream({
      pull: (stream) => (sent++ < 60 ? stream.enqueue(chunk) : stream.close()),
    });
    const asked = fetch(at('/api/github/webhooks'), { method: 'POST', body, headers, duplex: 'half' });
    const status = await asked.then((answer) => answer.status).catch(() => 413); // or the connection ends first
    expect(status).toBe(413);
    expect(sent).toBeLessThan(45);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('has logged neither secret nor key nor token in all of that', () => {
    const log = app.lines.join('');
    expect(log.length).toBeGreaterThan(1_000);
    expect(tokens.length).toBeGreaterThan(0);
    for (const token of tokens) expect(log).not.toContain(token);
    for (const part of [secret, 'ghs_', 'eyJ', 'PRIVATE KEY', privateKey.split('\n')[3] ?? 'none']) {
      expect(log).not.toContain(part);
    }
  });
});

describe('the start', () => {
  const settingsFor = (more: Record<string, string>) =>
    readSettings(environmentFor(world.sandbox.url, { APP_ID: String(world.app.id), ...more }));
  const start = (more: Record<string, string>) =>
    startApp({ settings: settingsFor(more), reconcile: () => async () => ({}), write: () => undefined });

  it('is refused with an id and a key that do not belong together', async () => {
    const refused = await start({ APP_ID: '999999' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ class: 'usage', faults: [{ rule: 'app.identity' }] });
  });

  it('is a fault of the platform where GitHub does not answer', async () => {
    world.sandbox.faults.add({ operation: 'apps/get-authenticated', kind: 'refuse', status: 404 }); // any other is asked again
    const refused = await start({}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ class: 'platform', faults: [{ rule: 'app.identity' }] });
  });

  it('works before anybody has installed the App', async () => {
    const { owner } = world;
    const lone = world.sandbox.addApp({ slug: 'lone', owner, permissions: {}, events: [], key: privateKey });
    const running = await start({ APP_ID: String(lone.id) });
    expect(running.identity.bot).toEqual({ login: 'lone[bot]', id: lone.bot.id });
    await running.stop();
  });
});
