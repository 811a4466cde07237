import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { servingKey } from '../../src/core/serving-report/signature.ts';
import { aval, avalJson, launcher } from '../cli/aval.ts';
import { commitFile } from '../sandbox/world.ts';
import { type AppWorld, environmentFor, listenTo, makeAppWorld, privateKey, secret } from './app-world.ts';

let world: AppWorld;
const data = mkdtempSync(path.join(tmpdir(), 'aval-app-'));
const started: ChildProcess[] = [];
beforeAll(async () => {
  world = await makeAppWorld();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await world.end();
  rmSync(data, { recursive: true, force: true });
});

type Line = Readonly<Record<string, unknown>>;

/** `aval app` in a process of its own, as a service manager starts it. */
function startChild(more: Record<string, string> = {}) {
  const environment = environmentFor(world.sandbox.url, { APP_ID: String(world.app.id), AVAL_DATA: data, ...more });
  const child = spawn(process.execPath, [launcher, 'app'], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let [text, errors] = ['', ''];
  createInterface(child.stdout).on('line', (line) => {
    text += line;
    lines.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (said: string) => (errors += said));
  const until = (matches: (line: Line) => boolean): Promise<Line> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find(matches);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      child.once('close', () => reject(new Error(`it ended: ${errors}${text}`)));
      look();
    });
  return { child, until, log: () => text, errors: () => errors };
}

it('starts from the command line, takes a webhook, looks at its pull request, and ends in order', async () => {
  const { child, until, log, errors } = startChild();
  const { port } = await until(({ event }) => event === 'listening');
  listenTo(world, { port: Number(port) });
  const writer = world.as(world.writer);
  await commitFile(writer, world.where, 'change', 'b.txt', 'b');
  const { data: pull } = await writer.rest.pulls.create({ ...world.where, title: 't', head: 'change', base: 'main' });
  await world.sandbox.idle();
  const isOurs = ({ event, key }: Line): boolean =>
    event === 'reconciled' && String(key).endsWith(`/olivia/credit/pull/${pull.number}`);
  expect(await until(isOurs)).toMatchObject({ outcome: expect.stringMatching(/^(?:done|again)$/) });
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  expect(await closed).toEqual([0, null]);
  expect(errors()).toBe('');
  for (const part of [secret, 'ghs_', 'eyJ', 'PRIVATE KEY', privateKey.split('\n')[3] ?? 'none']) {
    expect(log()).not.toContain(part);
  }
}, 60_000);

it('ends at once at the second signal', async () => {
  const { faults } = world.sandbox;
  faults.add({ operation: /^(?!apps\/|users\/)/, kind: 'delay', milliseconds: 30_000, times: 99 });
  const { child, until } = startChild();
  await expect.poll(() => faults.happened.length, { timeout: 20_000 }).toBeGreaterThan(0); // a reconciliation waits
  child.kill('SIGINT');
  await until(({ event }) => event === 'stopping');
  const closed = once(child, 'close');
  const began = performance.now();
  child.kill('SIGTERM');
  expect(await closed).toEqual([1, null]);
  expect(performance.now() - began).toBeLessThan(2_000);
  faults.clear();
}, 60_000);

it('ends with a reason when GitHub does not know it, and when its port is taken', async () => {
  const unknown = startChild({ APP_ID: '999999' });
  expect(await once(unknown.child, 'close')).toEqual([2, null]);
  expect(unknown.errors()).toContain('must belong to the same GitHub App');
  const taken = startChild({ PORT: new URL(world.sandbox.url).port });
  expect(await once(taken.child, 'close')).toEqual([2, null]);
  expect(taken.errors()).toContain('EADDRINUSE');
}, 60_000);

it('says what is missing, exits with 2, and prints the manifest', async () => {
  const nothing = { APP_ID: '', WEBHOOK_SECRET: 'short', PRIVATE_KEY: '', PRIVATE_KEY_PATH: '' };
  const ran = await aval(data, ['app'], nothing);
  expect([ran.code, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toContain('✗ APP_ID is not set');
  expect(ran.stderr).toContain('✗ WEBHOOK_SECRET is shorter than 32 bytes');
  const { manifest } = await avalJson(data, 'app', '--manifest', '--url', 'https://models.example');
  expect(manifest).toMatchObject({ hook_attributes: { url: 'https://models.example/api/github/webhooks' } });
  const wrong = await aval(data, ['app', '--manifest', '--url', 'file:///etc']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('is not the address of a web server')]);
}, 60_000);

it('prints the key of a repository’s servers, never what it is made of', async () => {
  const secret = 'what serving keys are made of, long enough';
  const key = async (name: string, env: Record<string, string>) => aval(data, ['app', '--serving-key', name], env);
  const ran = await key('Olivia/Models', { SERVING_SECRET: secret });
  expect([ran.code, ran.stdout]).toEqual([0, `${servingKey(secret, 'olivia/models')}\n`]);
  for (const [name, given, message] of [
    ['olivia/models', '', 'SERVING_SECRET is not set'],
    ['olivia/models', 'too short', 'SERVING_SECRET is shorter than 32 bytes'],
    ['olivia', secret, '"olivia" is not a repository'],
  ] as const) {
    const refused = await key(name, { SERVING_SECRET: given });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(message)]);
    if (given !== '') expect(refused.stderr).not.toContain(given);
  }
}, 60_000);
