import { type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { observeLanded } from '../../../app/landed/observe.ts';
import { reconcileLanded } from '../../../app/landed/reconcile-landed.ts';
import { championOn } from '../../../app/pull/champion.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import type { Use } from '../../../src/core/ledger/ledger.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { dashboardTitle } from '../../../src/core/report/dashboard.ts';
import { firstEvidence } from '../../core/gate/sample-evidence.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';
import { operations } from '../../github/installed.ts';
import {
  endRun,
  ledgerOf,
  type ModelsWorld,
  makeModelsWorld,
  modelFile,
  openIn,
  withFeature,
} from '../models-world.ts';
import { commitFiles } from '../repository-world.ts';

let world: ModelsWorld;
let repository: AppRepository;
beforeAll(async () => {
  world = await makeModelsWorld();
  // one model is enough, and only its landing is told
  await commitFiles(world, 'main', {
    'models/flight-delay/model.yaml': undefined,
    'models/flight-delay/gates.yaml': undefined,
    'models/flight-delay/card.md': undefined,
  });
  repository = await world.open();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const look = () => reconcileLanded(repository, 'main');
const open = async (): Promise<Use | undefined> => openIn(await ledgerOf(repository))[0];
const issues = async (state: 'open' | 'all' = 'open') =>
  (await world.client.rest.issues.listForRepo({ ...world.where, state })).data.filter(
    ({ pull_request, title }) => pull_request === undefined && title !== dashboardTitle,
  );
const tags = async () =>
  (await world.client.rest.git.listMatchingRefs({ ...world.where, ref: 'tags/' })).data.map(({ ref }) =>
    ref.slice('refs/tags/'.length),
  );

/** A run that evaluated what the use asks, and passed every rule. */
async function pass(use: Use): Promise<void> {
  const landed = await observeLanded(repository, 'main');
  const resolved = landed?.models[0]?.resolved;
  if (landed === undefined || resolved === undefined) throw new Error('nothing landed');
  expect(await championOn(landed.side, landed.project, 'credit-risk', landed.state)).toBeUndefined();
  const item = buildPackage({ ...sampleContents(), resolved });
  const id = await endRun(world, use, 'success');
  const earlier = (await ledgerOf(repository)).uses.filter(
    ({ reserved, closed }) => reserved.index < use.reserved.index && closed?.answer.outcome !== 'refused',
  ).length;
  const evidence = {
    ...firstEvidence(),
    challenger: { package: item.digest, definition: resolved.digest },
    policy: policyDigest(resolved.gates, landed.project),
    alpha: levelOfUse(earlier + 1, 0.05),
    ledger: { entry: use.digest, used: earlier + 1, budget: 32 },
    run: { id: String(id), attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
  };
  const answer = { format: 'aval/answer/v1', entry: use.digest, answer: { outcome: 'evaluated', evidence } };
  const files: Zippable = {
    'answer.json': Buffer.from(JSON.stringify(answer)),
    'manifest.json': manifestBytes(item.manifest),
  };
  for (const [path, bytes] of item.files) files[assetName(path)] = bytes;
  world.sandbox.actions.addArtifact(id, {
    name: answerName(use.digest),
    bytes: zipSync(files),
    expiresAt: '2100-01-01T00:00:00Z',
  });
}

it('what landed and was never judged is evaluated, and a first version is nothing to report yet', async () => {
  expect(await look()).toEqual({ again: 0 });
  expect((await look()).again).toBeGreaterThan(0);
  expect((await open())?.reserved.pull).toBeUndefined();
  expect(await issues()).toEqual([]);
});

it('when no run of its evaluation begins one issue says so, and what to look for', async () => {
  for (let i = 0; i < 3; i++) {
    world.time.now += 200_000;
    await look();
  }
  const [issue, ...more] = await issues();
  expect([issue?.title, more]).toEqual(['credit-risk on the default branch is not released', []]);
  expect(issue?.body).toContain('it has been asked for 3 times, and none has begun');
  const use = await open();
  if (use === undefined) throw new RangeError('an open use');
  world.sandbox.actions.updateRun(await endRun(world, use, 'failure'), { status: 'in_progress' });
  await look();
  expect((await issues())[0]?.body).toContain('it is evaluated like a pull request now');
});

it('when its evaluation comes to nothing one issue says so, however often it is looked at', async () => {
  const use = await open();
  if (use === undefined) throw new RangeError('an open use');
  for (const _ of [1, 2]) await endRun(world, use, 'failure');
  for (let i = 0; i < 4; i++) await look();
  expect((await issues('all')).map(({ title, state }) => [title, state])).toEqual([
    ['credit-risk on the default branch is not released', 'open'],
  ]);
  const from = world.sandbox.requests.length;
  await look();
  expect(operations(world, from, true)).toEqual([]);
});

it('another definition that lands closes that issue, is evaluated, tagged, released and promoted', async () => {
  await commitFiles(world, 'main', { [modelFile]: withFeature(world, 'job') });
  await look();
  const use = await open();
  if (use === undefined) throw new RangeError('an open use');
  await pass(use);
  for (let i = 0; i < 3; i++) await look();
  expect((await ledgerOf(repository)).uses.at(-1)?.closed?.answer).toMatchObject({ outcome: 'evaluated' });
  expect(await tags()).toEqual(['credit-risk@v1.0.0']);
  expect(await issues()).toEqual([]);
  const { data } = await world.client.rest.repos.listReleases({ ...world.where });
  expect(data.map(({ tag_name, draft, assets }) => [tag_name, draft, assets.length > 2])).toEqual([
    ['credit-risk@v1.0.0', false, true],
  ]);
  const pulls = await world.client.rest.pulls.list({ ...world.where, state: 'open' });
  expect(pulls.data.map(({ title }) => title)).toEqual(['Promote credit-risk 1.0.0 to staging']);
  const from = world.sandbox.requests.length;
  expect(await look()).toEqual({});
  expect(operations(world, from, true)).toEqual([]);
});

it('a revert to what was released before is a new version of the same package, and nothing is evaluated', async () => {
  await commitFiles(world, 'main', { [modelFile]: withFeature(world, 'age') });
  await look();
  const between = await open();
  if (between === undefined) throw new RangeError('an open use');
  await pass(between);
  for (let i = 0; i < 3; i++) await look();
  expect(await tags()).toEqual(['credit-risk@v1.0.0', 'credit-risk@v1.1.0']);
  await commitFiles(world, 'main', { [modelFile]: withFeature(world, 'job') });
  const before = (await ledgerOf(repository)).entries.length;
  for (let i = 0; i < 2; i++) await look();
  expect(await tags()).toEqual(['credit-risk@v1.0.0', 'credit-risk@v1.1.0', 'credit-risk@v1.2.0']);
  expect((await ledgerOf(repository)).entries).toHaveLength(before);
});

it('an environment that runs what no release holds is told in one issue, and stays told', async () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const text = `apiVersion: aval/v1\nkind: Deployment\nmodel: credit-risk\nversion: "9.9.9"\ndigest: ${digest}\n`;
  await commitFiles(world, 'main', {
    'environments/production/credit-risk.yaml': text,
    [modelFile]: withFeature(world, 'telephone'),
  });
  const known = (await issues('all')).length;
  for (let i = 0; i < 3; i++) await look();
  const told = (await issues('all')).slice(0, -known || undefined);
  expect(told.map(({ state, body }) => [state, body?.includes('9.9.9')])).toEqual([['open', true]]);
});
