import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { servingReportSchema } from '../../src/core/serving-report/report.ts';
import { reportPath, reportSignature, reportSignatureHeader } from '../../src/core/serving-report/signature.ts';
import { Fleet } from '../../src/serving/fleet.ts';
import { loadPredictor } from '../../src/serving/predictor.ts';
import { Reporter } from '../../src/serving/report.ts';
import { smallPackage } from './small-package.ts';

const key = 'k'.repeat(64);
const looked = { kind: 'looked', commit: 'c'.repeat(40), changes: [] } as const;
const got: { readonly path: string; readonly signature: string; readonly body: string }[] = [];
const told: (string | undefined)[] = [];
let app: Server;
/** What the App answers. */
let status = 202;
let text = 'an answer';
let stop: AbortController;
let fleet: Fleet;
let reporter: Reporter;
let running: Promise<void>;

beforeEach(async () => {
  for (const list of [got, told]) list.length = 0;
  [status, text] = [202, 'an answer'];
  app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    got.push({ path: request.url ?? '', signature: String(request.headers[reportSignatureHeader]), body });
    response.writeHead(status, { location: '/elsewhere' }).end(text);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const { port } = app.address() as AddressInfo; // it listens on a port, not on a pipe
  fleet = new Fleet();
  stop = new AbortController();
  const to = { url: `http://127.0.0.1:${port}`, key, repository: 'olivia/credit', environment: 'staging' };
  reporter = new Reporter({ to, fleet, server: 'server-1', told: (fault) => told.push(fault) });
  running = reporter.run(stop.signal);
});
afterEach(async () => {
  stop.abort();
  await running;
  app.closeAllConnections();
  app.close();
});

const reports = () => got.map(({ body }) => servingReportSchema.parse(JSON.parse(body)));

test('what changed is told, signed, and what did not is not told again; at its end a server says that it serves nothing', async () => {
  const item = await smallPackage();
  expect(got).toEqual([]); // nothing is known before the first look
  fleet.put(await loadPredictor(item, '1.0.0'));
  reporter.looked(looked);
  await expect.poll(() => got.length, { timeout: 5000 }).toBe(1);
  const [first] = got;
  expect(first?.path).toBe(reportPath);
  expect(first?.signature).toBe(reportSignature(key, first?.body ?? ''));
  const runs = { model: 'small', version: '1.0.0', digest: item.digest, running: item.digest };
  expect(reports()).toMatchObject([
    { repository: 'olivia/credit', environment: 'staging', server: 'server-1', models: [runs] },
  ]);
  reporter.looked({ ...looked, commit: 'd'.repeat(40) });
  reporter.looked({ kind: 'unreachable', fault: 'no connection' });
  const other = `sha256:${'b'.repeat(64)}`;
  fleet.fail('small', { version: '1.1.0', digest: other }, 'f'.repeat(600));
  fleet.fail('broken', { version: '', digest: '' }, 'its file can not be read');
  reporter.looked({ ...looked, commit: 'e'.repeat(40) });
  await expect.poll(() => got.length, { timeout: 5000 }).toBe(2);
  const fails = { model: 'small', version: '1.1.0', digest: other, running: item.digest, fault: 'f'.repeat(500) };
  expect(reports()[1]).toMatchObject({ commit: 'e'.repeat(40), models: [fails] });
  stop.abort();
  await running;
  expect(reports()[2]?.models).toEqual([]);
  expect(told).toEqual([]);
});

test('a failure is told once, until reports arrive again; a redirect is not followed', async () => {
  status = 307;
  fleet.fail('small', { version: '1.0.0', digest: `sha256:${'b'.repeat(64)}` }, 'no package');
  reporter.looked(looked);
  await expect.poll(() => got.length, { timeout: 5000 }).toBe(1);
  status = 401;
  reporter.looked(looked);
  await expect.poll(() => got.length, { timeout: 5000 }).toBe(2);
  expect(got.map(({ path }) => path)).toEqual([reportPath, reportPath]);
  status = 200;
  reporter.looked(looked);
  await expect.poll(() => told.length, { timeout: 5000 }).toBe(2);
  expect(told).toEqual(['it answers 307', undefined]);
});

test('where nobody listens it says so, and ends when it is told to', async () => {
  app.closeAllConnections();
  app.close();
  fleet.fail('small', { version: '1.0.0', digest: `sha256:${'b'.repeat(64)}` }, 'no package');
  reporter.looked(looked);
  await expect.poll(() => told.length, { timeout: 5000 }).toBe(1);
  expect(told[0]).toMatch(/^it can't be reached: .*ECONNREFUSED/);
});

test('each report has its time, later than the one before, and the interval that it may be held to', async () => {
  reporter.looked(looked);
  fleet.fail('small', { version: '1.0.0', digest: `sha256:${'b'.repeat(64)}` }, 'no package');
  reporter.looked(looked);
  await expect.poll(() => got.length, { timeout: 5000 }).toBeGreaterThanOrEqual(1);
  stop.abort();
  await running;
  const times = reports().map(({ time }) => time);
  expect(times).toEqual([...new Set(times)].sort());
  expect(Math.abs(Date.parse(times[0] ?? '') - Date.now())).toBeLessThan(60_000);
  expect(reports().map(({ interval }) => interval)).toEqual(times.map(() => 60));
});

test('a clock that differs is said once, in the words of the App, without what could turn a line of the log round', async () => {
  [status, text] = [409, 'it was sent at 2020, \u001b[2J\n400 s behind the receiver'];
  fleet.fail('small', { version: '1.0.0', digest: `sha256:${'b'.repeat(64)}` }, 'no package');
  for (const times of [1, 2]) {
    reporter.looked(looked);
    await expect.poll(() => got.length, { timeout: 5000 }).toBe(times);
  }
  await expect.poll(() => told.length, { timeout: 5000 }).toBe(1);
  expect(told).toEqual(['it answers 409: it was sent at 2020, [2J 400 s behind the receiver']);
});
