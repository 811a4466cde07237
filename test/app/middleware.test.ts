import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyText } from '../../app/key.ts';
import { createMiddleware } from '../../app/middleware.ts';
import { webhookPath } from '../../app/server/server.ts';
import { readSettings } from '../../app/settings.ts';
import { commitFile } from '../sandbox/world.ts';
import { type AppWorld, environmentFor, listenTo, makeAppWorld } from './app-world.ts';

let world: AppWorld;
let aval: Awaited<ReturnType<typeof createMiddleware>>;
let server: Server;
let port: number;
const keys: string[] = [];

beforeAll(async () => {
  world = await makeAppWorld();
  aval = await createMiddleware({
    settings: readSettings(environmentFor(world.sandbox.url, { APP_ID: String(world.app.id), LOG_LEVEL: 'silent' })),
    reconcile: () => async (key) => {
      keys.push(keyText(key).replace(/^\d+\//, ''));
      return {};
    },
    write: () => undefined,
    tuning: { quiet: 20, longestQuiet: 100 },
  });
  server = createServer((request, response) => {
    void aval.middleware(request, response, () => response.writeHead(418).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port; // it listens on a port, not on a pipe
  listenTo(world, { port });
});
afterAll(async () => {
  server.close();
  await aval.stop();
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

it('a server of one’s own takes deliveries through Probot, and keeps its other addresses', async () => {
  await aval.idle();
  expect(keys).toEqual(['olivia/credit/repository']);
  const writer = world.as(world.writer);
  await commitFile(writer, world.where, 'change', 'b.txt', 'b');
  await writer.rest.pulls.create({ ...world.where, title: 't', head: 'change', base: 'main' });
  await world.sandbox.idle();
  await aval.idle();
  expect(keys).toEqual(['olivia/credit/repository', 'olivia/credit/pull/1']);
  expect(await aval.metrics.text()).toMatch(/^aval_deliveries_total\{event="pull_request",outcome="queued"\} 1$/m);
  const of = (path: string, method: string) => fetch(`http://127.0.0.1:${port}${path}`, { method });
  expect((await of('/', 'GET')).status).toBe(418);
  expect((await of(webhookPath, 'POST')).status).toBe(415);
});
