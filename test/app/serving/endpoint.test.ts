import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyText } from '../../../app/key.ts';
import { readSettings } from '../../../app/settings.ts';
import {
  reportPath,
  reportSignature,
  reportSignatureHeader,
  servingKey,
} from '../../../src/core/serving-report/signature.ts';
import { type AppWorld, environmentFor, makeAppWorld, type Recorded, startRecorded } from '../app-world.ts';
import { digestA, report, served } from '../serving-report.ts';

const servingSecret = 'what serving keys are made of, long enough';
let world: AppWorld;
let app: Recorded;
beforeAll(async () => {
  world = await makeAppWorld();
  await world.sandbox.addRepository({ owner: world.outsider, name: 'elsewhere' });
  const more = { APP_ID: String(world.app.id), SERVING_SECRET: servingSecret };
  app = await startRecorded(world, undefined, { settings: readSettings(environmentFor(world.sandbox.url, more)) });
  await app.running.idle();
});
afterAll(async () => {
  await app.running.stop();
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const at = (path: string) => `http://127.0.0.1:${app.running.address.port}${path}`;
/** Sends a report with its repository's own key; gives the answer, the keys that were looked at, and what GitHub was asked. */
async function post(more: Parameters<typeof report>[0]) {
  app.keys.length = 0;
  const from = world.sandbox.requests.length;
  const body = JSON.stringify(report(more));
  const signature = reportSignature(servingKey(servingSecret, more?.repository ?? 'olivia/credit'), body);
  const headers = { 'content-type': 'application/json', [reportSignatureHeader]: signature };
  const { status } = await fetch(at(reportPath), { method: 'POST', body, headers });
  await app.running.idle();
  const asked = world.sandbox.requests.slice(from).map(({ operation }) => operation);
  return { status, keys: app.keys.map(keyText), asked };
}
const landed = [expect.stringMatching(/^\d+\/olivia\/credit\/landed$/)];

it('what is new has what landed looked at; the installation is asked for once, whatever the case of the name', async () => {
  const first = await post({ repository: 'Olivia/CREDIT' });
  expect(first).toMatchObject({ status: 202, keys: landed });
  expect(first.asked).toEqual(expect.arrayContaining(['apps/get-repo-installation', 'repos/get']));
  expect(await post({})).toEqual({ status: 200, keys: [], asked: [] });
  expect(await post({ models: [served({ running: digestA })] })).toEqual({ status: 202, keys: landed, asked: [] });
});

it('a repository without the App is answered as a wrong key is', async () => {
  expect(await post({ repository: `${world.outsider.login}/elsewhere` })).toMatchObject({ status: 401, keys: [] });
  expect(await post({ repository: `${world.outsider.login}/nothing` })).toMatchObject({ status: 401, keys: [] });
});

it('metrics count reports and servers, and name none', async () => {
  const text = await (await fetch(at('/metrics'))).text();
  expect(text).toMatch(/^aval_serving_servers 1$/m);
  expect(text).toMatch(/^aval_serving_reports_total\{outcome="news"\} 2$/m);
  expect(text).toMatch(/^aval_serving_reports_total\{outcome="refused"\} 2$/m);
  expect(text).not.toMatch(/olivia|server-1/);
  expect(app.lines.join('')).not.toContain(servingSecret);
});

it('without a secret there is no such address', async () => {
  const other = await startRecorded(world);
  const answer = await fetch(`http://127.0.0.1:${other.running.address.port}${reportPath}`, {
    method: 'POST',
    body: '{}',
  });
  expect(answer.status).toBe(404);
  await other.running.stop();
});
