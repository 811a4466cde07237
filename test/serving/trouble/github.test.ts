import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Followed, makeFollowed } from './followed.ts';
import { openGate } from './gate.ts';
import { type Served, serveFollowed } from './served.ts';

let world: Followed;
beforeAll(async () => {
  world = await makeFollowed();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const looks = (server: Served, outcome: string) => server.metric(`aval_serving_looks_total{outcome="${outcome}"}`);
/** Waits for so many further looks that end like this. */
async function further(server: Served, outcome: string, times: number): Promise<void> {
  const before = (await looks(server, outcome)) || 0;
  await expect.poll(() => looks(server, outcome), { timeout: 60_000 }).toBeGreaterThanOrEqual(before + times);
}

test('while the network is gone what runs goes on, and that is said once; what was promoted meanwhile runs when it is back', async () => {
  const gate = await openGate(Number(new URL(world.sandbox.url).port));
  const api = new URL(world.sandbox.apiUrl);
  api.port = String(gate.port);
  const server = await serveFollowed(world, { GITHUB_API_URL: api.href, GITHUB_TOKEN: world.newToken() });
  await gate.cut();
  await further(server, 'unreachable', 3);
  const read = await server.metric('aval_serving_last_look_timestamp_seconds');
  expect(await server.version()).toBe('1.0.0');
  expect(server.said().match(/git can't be read, what runs goes on: .*connect/g)).toHaveLength(1);
  await world.promote('1.1.0');
  await gate.mend();
  await server.says('git is read again');
  await server.says('small 1.1.0 answers');
  expect(await server.version()).toBe('1.1.0');
  expect(await server.metric('aval_serving_last_look_timestamp_seconds')).toBeGreaterThan(read);
  await gate.cut();
}, 120_000);

test('a token that was revoked stops nothing, and a new one in its file is used without a restart', async () => {
  await world.promote('1.0.0');
  const file = join(world.folder, 'token');
  const first = world.newToken();
  writeFileSync(file, `${first}\n`);
  const server = await serveFollowed(world, { GITHUB_TOKEN_FILE: file });
  world.sandbox.world.revokeToken(first);
  await further(server, 'unreachable', 2);
  expect(await server.version()).toBe('1.0.0');
  expect(server.said().match(/GitHub refused the token: it is wrong, expired or revoked/g)).toHaveLength(1);
  rmSync(file); // as it is for a moment while a secret is exchanged
  await server.says("the file of GITHUB_TOKEN_FILE can't be read");
  expect(await server.version()).toBe('1.0.0');
  await world.promote('1.1.0');
  writeFileSync(file, `${world.newToken()}\n`);
  await server.says('git is read again');
  await server.says('small 1.1.0 answers');
  expect(server.said()).not.toContain(first);
}, 120_000);

test('a version whose package GitHub does not give is said once, tried again, and runs when it is given', async () => {
  await world.promote('1.0.0');
  const server = await serveFollowed(world, { GITHUB_TOKEN: world.newToken() });
  const takeBack = world.sandbox.faults.add({
    operation: 'repos/get-release-asset',
    kind: 'refuse',
    status: 404,
    times: 1000,
  });
  await world.promote('1.2.0');
  await server.says("small 1.2.0 can't run, what ran goes on: GitHub did not give a release asset");
  await further(server, 'looked', 2);
  expect(server.said().match(/can't run/g)).toHaveLength(1);
  expect(await server.version()).toBe('1.0.0');
  expect(await server.metric('aval_serving_diverged')).toBe(1);
  takeBack();
  await server.says('small 1.2.0 answers');
  expect(await server.metric('aval_serving_diverged')).toBe(0);
}, 120_000);

test('when nobody reads what it says any more, it goes on', async () => {
  await world.promote('1.0.0');
  const server = await serveFollowed(world, { GITHUB_TOKEN: world.newToken() });
  server.child.stderr?.destroy();
  await world.promote('1.3.0');
  await expect.poll(server.version, { timeout: 60_000 }).toBe('1.3.0'); // it has said so, too
  await further(server, 'looked', 2);
  expect(server.child.exitCode).toBeNull();
}, 60_000);
