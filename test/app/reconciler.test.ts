import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AskedRuns } from '../../app/holdout/asked-runs.ts';
import type { Key, Subject } from '../../app/key.ts';
import { systemClock } from '../../app/queue/clock.ts';
import type { Reconcile } from '../../app/reconcile.ts';
import { createReconcile } from '../../app/reconciler.ts';
import { ServingReports } from '../../app/serving/serving-reports.ts';
import { readSettings } from '../../app/settings.ts';
import { environmentFor } from './app-world.ts';
import { type ModelsWorld, makeModelsWorld, modelFile, propose, withFeature } from './models-world.ts';
import { commitFiles } from './repository-world.ts';

let world: ModelsWorld;
let reconcile: Reconcile;
const enqueued: Subject[] = [];
beforeAll(async () => {
  world = await makeModelsWorld();
  const { id: appId, bot } = world.app;
  const settings = readSettings(
    environmentFor(world.sandbox.url, { APP_ID: String(appId), AVAL_DATA: join(world.folder, 'data') }),
  );
  reconcile = createReconcile({ appId, slug: 'aval', bot: { login: bot.login, id: bot.id } }, settings);
}, 60_000);
beforeEach(() => {
  enqueued.length = 0;
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const look = (subject: Subject, repo = 'credit') => {
  const key: Key = { installation: 1, owner: 'olivia', repo, subject };
  return reconcile(key, {
    client: world.client,
    token: async () => world.token,
    signal: new AbortController().signal,
    log: () => undefined,
    warn: () => undefined,
    asked: new AskedRuns(systemClock),
    reports: new ServingReports(systemClock),
    enqueue: (further) => enqueued.push(further.subject),
  });
};

it('the whole of a repository is what landed and each open pull request', async () => {
  const number = await propose(world, 'job', { [modelFile]: withFeature(world, 'job') });
  await look({ kind: 'repository' });
  expect(enqueued).toEqual([{ kind: 'landed' }, { kind: 'pull', number }]);
});

it('where base moved, open pull requests are looked at again, once, whatever becomes of what landed', async () => {
  await commitFiles(world, 'main', { 'notes.txt': 'moved' });
  world.sandbox.faults.add({ operation: 'repos/create-dispatch-event', kind: 'refuse', status: 500 });
  await expect(look({ kind: 'landed' })).rejects.toMatchObject({ status: 500 });
  expect(enqueued).toEqual([{ kind: 'pull', number: 1 }]);
  await look({ kind: 'landed' });
  expect(enqueued).toHaveLength(1);
});

it('an open use of the ledger belongs to its pull request, or to what landed', async () => {
  await look({ kind: 'pull', number: 1 });
  await look({ kind: 'ledger' });
  expect(enqueued).toContainEqual({ kind: 'landed' });
  expect(enqueued).toContainEqual({ kind: 'pull', number: 1 });
});

it('a repository without aval.yaml gets one pull request, also after a person closed it', async () => {
  const fresh = await world.sandbox.addRepository({ owner: world.owner, name: 'fresh', files: { 'a.txt': 'a' } });
  const where = { owner: 'olivia', repo: fresh.name };
  await look({ kind: 'repository' }, 'fresh');
  const { data } = await world.client.rest.pulls.list({ ...where, state: 'open' });
  expect(data.map(({ title, head }) => [title, head.ref])).toEqual([['Start with aval', 'aval/onboarding']]);
  const files = await world.client.rest.pulls.listFiles({ ...where, pull_number: data[0]?.number ?? 0 });
  expect(files.data.map(({ filename }) => filename)).toEqual(['aval.yaml']);
  await world.as(world.owner).rest.pulls.update({ ...where, pull_number: data[0]?.number ?? 0, state: 'closed' });
  await look({ kind: 'repository' }, 'fresh');
  expect((await world.client.rest.pulls.list({ ...where, state: 'all' })).data).toHaveLength(1);
});

it.each([
  { kind: 'refuse', status: 500 },
  { kind: 'applied', status: 502 },
] as const)('after its opening broke by %j there is still one', async (fault) => {
  const name = `fresh-${fault.status}`;
  await world.sandbox.addRepository({ owner: world.owner, name, files: { 'a.txt': 'a' } });
  world.sandbox.faults.add({ operation: 'pulls/create', ...fault });
  await expect(look({ kind: 'repository' }, name)).rejects.toMatchObject({ status: fault.status });
  await look({ kind: 'repository' }, name);
  expect((await world.client.rest.pulls.list({ owner: 'olivia', repo: name, state: 'all' })).data).toHaveLength(1);
});

it('an empty repository is left alone', async () => {
  await world.sandbox.addRepository({ owner: world.owner, name: 'empty', empty: true });
  expect(await look({ kind: 'repository' }, 'empty')).toEqual({});
  expect(await look({ kind: 'landed' }, 'empty')).toEqual({});
});
