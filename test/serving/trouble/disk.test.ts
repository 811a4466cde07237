import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll } from '../log/folder.ts';
import { type Followed, makeFollowed } from './followed.ts';
import { serveFollowed } from './served.ts';

let world: Followed;
beforeAll(async () => {
  world = await makeFollowed();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

test('without room for what is new of the repository what ran goes on, which is said once; with room again, the new version runs', async () => {
  const server = await serveFollowed(world, { GITHUB_TOKEN: world.newToken() });
  server.limitFiles(0);
  await world.promote('1.1.0');
  await server.says("git can't be read, what runs goes on: git fetch ended");
  const unreachable = () => server.metric('aval_serving_looks_total{outcome="unreachable"}');
  await expect.poll(unreachable, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  expect(server.said().match(/git can't be read/g)).toHaveLength(1);
  expect(await server.version()).toBe('1.0.0');
  server.limitFiles('unlimited');
  await server.says('git is read again');
  await server.says('small 1.1.0 answers');
}, 120_000);

test('where the disk takes no predictions they wait in memory, and what has no room there is lost and counted; no request waits or fails', async () => {
  await world.promote('1.0.0');
  const server = await serveFollowed(world, { GITHUB_TOKEN: world.newToken() }, ['--predictions', 'kept']);
  server.limitFiles(2 ** 20);
  const [requests, rows, keyBytes] = [9, 1000, 10_000];
  for (let request = 0; request < requests; request++) {
    const keys = Array.from({ length: rows }, (_, row) => `${request}/${row}/`.padEnd(keyBytes, 'k'));
    const shape = [rows];
    const inputs = [
      { name: 'key', datatype: 'BYTES', shape, data: keys },
      { name: 'v:amount', datatype: 'FP64', shape, data: Array(rows).fill(0.5) },
      { name: 'v:kind', datatype: 'BYTES', shape, data: Array(rows).fill('a') },
    ];
    const headers = { 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify({ inputs }) };
    const answer = await fetch(`http://127.0.0.1:${server.port}/v2/models/small/infer`, asked);
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  }
  await server.says('the prediction log could not write, and tries again: ');
  await server.says('predictions of small are lost: ');
  const dropped = await server.metric('aval_predictions_dropped_total');
  expect(dropped).toBeGreaterThanOrEqual(rows);
  expect(dropped).toBeLessThan(requests * rows);
  expect(await server.version()).toBe('1.0.0'); // one row more, which has room or has not
  server.limitFiles('unlimited');
  const settled = async () =>
    (await server.metric('aval_predictions_stored_total')) + (await server.metric('aval_predictions_dropped_total'));
  await expect.poll(settled, { timeout: 60_000 }).toBe(requests * rows + 1);
  const stored = await server.metric('aval_predictions_stored_total');
  const ended = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await readAll(join(server.folder, 'kept'))).toHaveLength(stored);
}, 180_000);
