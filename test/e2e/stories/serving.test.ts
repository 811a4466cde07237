// A server follows production, and the App tells how its deployments go: promoted under load, rolled back, refused where an asset was exchanged.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import {
  gateBecomes,
  gateOf,
  merge,
  promotionOf,
  propose,
  releaseOf,
  until,
} from '../../../scripts/demo/story/follow.ts';
import { readingToken, type ServerProcess, startServer } from '../../../scripts/demo/story/server-process.ts';
import { reportFormat } from '../../../src/core/serving-report/report.ts';
import { reportSignature, reportSignatureHeader, servingKey } from '../../../src/core/serving-report/signature.ts';
import {
  approve,
  countCalls,
  endWith,
  modelFile,
  onlyLending,
  proposeRevert,
  settled,
  startLending,
} from './lending.ts';
import { load } from './load.ts';
import { assetsOf, packageAmong, releasesNamed } from './release.ts';

const servingSecret = 'what the keys of servers are made of, long enough';
const key = servingKey(servingSecret, 'olivia/models');
let story: Awaited<ReturnType<typeof startLending>>;
let server: ServerProcess;
let token = '';
/** Merges of promotions. */
const merged = { first: '', second: '', back: '' };
const notes: string[] = [];

beforeAll(async () => {
  story = await startLending({
    settings: { SERVING_SECRET: servingSecret },
    async prepare(clone) {
      await onlyLending(clone);
      // One environment is enough for serving; loop.test.ts goes through two.
      await clone.edit(
        'aval.yaml',
        /^environments:[\s\S]*?(?=^firstVersion)/m,
        'environments:\n  - {name: production, promote: onRelease}\n',
      );
    },
  });
  await story.app.start();
  token = readingToken(story);
});
afterAll(() => server?.stop());

const start = () =>
  startServer(story, {
    environment: 'production',
    token,
    key,
    cache: join(story.clone.folder, '../cache'),
    poll: '1s',
  });
const answer = z.object({ model_version: z.string(), outputs: z.array(z.object({ data: z.array(z.number()) })) });
const body = JSON.stringify({
  inputs: [
    { name: 'applicant:duration', datatype: 'INT64', shape: [1], data: [24] },
    { name: 'applicant:amount', datatype: 'FP64', shape: [1], data: [3000] },
    { name: 'applicant:purpose', datatype: 'BYTES', shape: [1], data: ['NewCar'] },
    { name: 'applicant:housing', datatype: 'BYTES', shape: [1], data: ['Own'] },
  ],
});
async function predict() {
  const headers = { 'content-type': 'application/json' };
  const asked = await fetch(`${server.address}/v2/models/credit-risk/infer`, { method: 'POST', headers, body });
  return answer.parse(await asked.json());
}
const version = async () => (await predict()).model_version;
const serves = (wanted: string) =>
  until(`${wanted} answers`, async () => ((await version()) === wanted ? wanted : undefined));

/** The deployment of a merge, once it has this state. */
const deployed = (sha: string, state: string) =>
  until(`the deployment of ${sha.slice(0, 12)} is ${state}`, async () => {
    const found = [...story.repository.deployments.values()].find((one) => one.sha === sha);
    return found?.statuses.at(-1)?.state === state ? found : undefined;
  });
const statesOf = (sha: string) =>
  [...story.repository.deployments.values()].flatMap((one) =>
    one.sha === sha ? one.statuses.map(({ state }) => state) : [],
  );

async function promote(wanted: string): Promise<string> {
  await releaseOf(story, `credit-risk@v${wanted}`);
  const promotion = await promotionOf(story, 'production', 'credit-risk', wanted);
  expect(await gateOf(story, promotion.head.sha)).toMatchObject({ conclusion: 'success' });
  return merge(story, story.people.owner, promotion.number);
}

it('the first version that is promoted answers, and its deployment turns success', async () => {
  merged.first = await promote('1.0.0');
  server = await start();
  await until('it is loaded', async () => (server.said.includes('credit-risk 1.0.0 answers') ? true : undefined));
  const { model_version, outputs } = await predict();
  expect(model_version).toBe('1.0.0');
  expect(outputs[0]?.data[0]).toBeGreaterThan(0);
  const { statuses } = await deployed(merged.first, 'success');
  expect(statuses.at(-1)).toMatchObject({ description: '1 server runs it.', creator: { login: 'aval[bot]' } });
});

it('under the load of 8 clients the next promotion is served, and no request fails', async () => {
  const { people } = story;
  const pull = await propose(story, people.writer, 'l2', [[modelFile, '{l2: 1}', '{l2: 2}']]);
  expect(await gateOf(story, pull.head.sha)).toMatchObject({ conclusion: 'success' });
  await merge(story, people.owner, pull.number);
  await releaseOf(story, 'credit-risk@v1.1.0');
  const clients = load(8, version);
  merged.second = await promote('1.1.0');
  await serves('1.1.0');
  await deployed(merged.second, 'success');
  await clients.stop();
  notes.push(`${clients.answered} requests while 1.0.0 became 1.1.0`);
  expect(clients.failures).toEqual([]);
  expect(clients.versions).toEqual(['1.0.0', '1.1.0']);
  expect(clients.answered).toBeGreaterThan(100);
  expect(statesOf(merged.first).at(-1)).toBe('inactive');
});

it('the revert of the promotion serves the version before again', async () => {
  const { people } = story;
  const pull = await proposeRevert(story, people.owner, 'back', merged.second);
  await approve(story, people.reviewer, pull.number, pull.head.sha);
  await gateBecomes(story, pull.head.sha, 'success');
  merged.back = await merge(story, people.owner, pull.number);
  await serves('1.0.0');
  await deployed(merged.back, 'success');
  expect(statesOf(merged.second).at(-1)).toBe('inactive');
});

it('reports that say nothing new cost the App no request', async () => {
  await settled(story);
  const calls = countCalls(story);
  const models = [...story.repository.deployments.values()].slice(-1).map(({ payload }) => payload);
  const { digest } = z.object({ digest: z.string() }).parse(models[0]);
  const report = await send(key, { models: [{ model: 'credit-risk', version: '1.0.0', digest, running: digest }] });
  expect(report.status).toBe(202); // of a server that nobody heard of before
  await settled(story);
  notes.push(`a new server with the same version: ${calls().operations || 'no call that counts'}`);
  const again = countCalls(story);
  expect(
    (await send(key, { models: [{ model: 'credit-risk', version: '1.0.0', digest, running: digest }] })).status,
  ).toBe(200);
  await settled(story);
  expect(again().calls).toBe(0);
  expect((await send(key, { models: [] })).status).toBe(202); // it leaves
});

it('where the asset of a release was exchanged, what ran goes on, and the deployment says why', async () => {
  const { people } = story;
  expect(await server.stop()).toBe(0);
  server = await start(); // nothing is kept warm
  await until('it is loaded', async () => (server.said.includes('credit-risk 1.0.0 answers') ? true : undefined));
  const pull = await proposeRevert(story, people.owner, 'forth', merged.back);
  await approve(story, people.reviewer, pull.number, pull.head.sha);
  await gateBecomes(story, pull.head.sha, 'success');
  const [release] = releasesNamed(story, 'credit-risk@v1.1.0');
  if (release === undefined) throw new RangeError('it was released');
  const names = packageAmong(await assetsOf(release)).names.filter((name) => name.startsWith('model'));
  const asset = release.assets.find(({ name }) => name === names[0]);
  if (asset === undefined) throw new RangeError(`a package has a model: ${names}`);
  const bytes = await readFile(asset.file);
  await writeFile(asset.file, Buffer.from(bytes.toString('latin1').replace(/[1-8]/, '9'), 'latin1'));
  const sha = await merge(story, people.owner, pull.number);
  const { statuses } = await deployed(sha, 'failure');
  expect(statuses.at(-1)?.description).toMatch(/does not have the digest.* · 1\.0\.0 runs on$/);
  expect(server.said).toMatch(/credit-risk 1\.1\.0 can't run, what ran goes on: .*does not have the digest/);
  expect(await version()).toBe('1.0.0');
  await writeFile(asset.file, bytes);
  await serves('1.1.0');
  await deployed(sha, 'success');
});

it('while GitHub can not be reached, serving goes on, and says so once; when it is back, that is said', async () => {
  await settled(story);
  const before = server.said.length;
  const failed = story.sandbox.faults.happened.length;
  const takeBack = story.sandbox.faults.add({ operation: /./, kind: 'refuse', status: 500, times: 1_000_000 });
  const since = () => server.said.slice(before);
  const looks = () => story.sandbox.faults.happened.slice(failed).filter(({ operation }) => operation === 'git/fetch');
  await until('several looks fail', async () => (looks().length >= 4 ? true : undefined));
  expect(await version()).toBe('1.1.0');
  expect(since().split("git can't be read, what runs goes on").length - 1).toBe(1);
  takeBack();
  await until('git is read', async () => (since().includes('git is read again') ? true : undefined));
});

it('a copy of a report, old or shown again, is refused and changes nothing', async () => {
  await settled(story);
  const digest = `sha256:${'0'.repeat(64)}`;
  const models = [{ model: 'credit-risk', version: '1.1.0', digest, running: digest }];
  const old = await send(key, { models, time: new Date(Date.now() - 360_000).toISOString() });
  expect([old.status, await old.text()]).toEqual([409, expect.stringContaining("s behind the receiver's clock")]);
  const leaving = { models: [], time: new Date(Date.now() + 60_000).toISOString() };
  expect((await send(key, leaving)).status).toBe(200);
  for (const again of [leaving, { models }]) expect((await send(key, again)).status).toBe(409);
});

it('a report with a wrong key is refused, and changes nothing', async () => {
  await settled(story);
  const count = () => [...story.repository.deployments.values()].map(({ statuses }) => statuses.length);
  const before = count();
  const digest = `sha256:${'0'.repeat(64)}`;
  const models = [{ model: 'credit-risk', version: '1.1.0', digest, running: null, fault: 'says a stranger' }];
  for (const wrong of [
    servingKey(servingSecret, 'olivia/other'),
    servingKey('another', 'olivia/models'),
    servingSecret,
  ])
    expect((await send(wrong, { models })).status).toBe(401);
  await settled(story);
  expect(count()).toEqual(before);
  expect(await server.stop()).toBe(0);
  expect(server.said).not.toContain('the App is not told');
});

async function send(by: string, more: object): Promise<Response> {
  const about = {
    repository: 'olivia/models',
    environment: 'production',
    server: 'another-server',
    time: new Date().toISOString(),
    interval: 60,
    commit: '0'.repeat(40),
  };
  const text = JSON.stringify({ format: reportFormat, ...about, ...more });
  const headers = { 'content-type': 'application/json', [reportSignatureHeader]: reportSignature(by, text) };
  return fetch(`${story.appUrl}/api/serving`, { method: 'POST', headers, body: text });
}

endWith(() => story, notes);
