import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type ServingReport, servingReportSchema } from '../../../src/core/serving-report/report.ts';
import { readAll } from '../log/folder.ts';
import { asking } from '../small-package.ts';
import { type Followed, makeFollowed } from './followed.ts';
import { serveFollowed } from './served.ts';

let world: Followed;
beforeAll(async () => {
  world = await makeFollowed();
}, 60_000);
afterAll(() => world.end());

/** Takes reports as the App does. */
async function startReceiver() {
  const reports: ServingReport[] = [];
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    reports.push(servingReportSchema.parse(JSON.parse(body)));
    response.writeHead(202).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  onTestFinished(() => {
    receiver.closeAllConnections();
    receiver.close();
  });
  const { port } = receiver.address() as AddressInfo; // it listens on a port, not on a pipe
  return { url: `http://127.0.0.1:${port}`, reports };
}

test('told to stop, it answers the request that is half sent, keeps its row, tells the App, takes nothing new, and ends with 0', async () => {
  const { url, reports } = await startReceiver();
  const env = { GITHUB_TOKEN: world.newToken(), AVAL_SERVING_KEY: 'a'.repeat(64) };
  const server = await serveFollowed(world, env, ['--report', url, '--predictions', 'kept']);
  await expect.poll(() => reports.length, { timeout: 20_000 }).toBeGreaterThan(0);
  const body = asking([0.5], ['a']);
  const socket = connect(server.port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  const head = `POST /v2/models/small/infer HTTP/1.1\r\nhost: here\r\ncontent-length: ${body.length}\r\n\r\n`;
  socket.write(head + body.slice(0, 10));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const exited = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  await expect.poll(() => reports.at(-1)?.models, { timeout: 10_000 }).toEqual([]); // it has begun to end
  await expect(fetch(`http://127.0.0.1:${server.port}/v2/health/live`)).rejects.toThrow();
  const closed = once(socket, 'close');
  socket.write(body.slice(10));
  await closed;
  expect(answer, server.said()).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  expect(await exited).toEqual([0, null]);
  expect(await readAll(join(server.folder, 'kept'))).toMatchObject([{ request: 'r1', version: '1.0.0' }]);
  expect(reports.map(({ time }) => time)).toEqual(reports.map(({ time }) => time).sort());
  expect(new Set(reports.map(({ server: name, interval }) => `${name} ${interval}`)).size).toBe(1);
}, 120_000);
