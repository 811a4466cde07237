import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDeployments } from '../../../app/landed/deployments.ts';
import { type Landed, observeLanded } from '../../../app/landed/observe.ts';
import { openPromotion } from '../../../app/landed/open-promotion.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { releases } from '../../../src/core/registry/plan-release.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { createAnnotatedTag } from '../../../src/github/annotated-tag.ts';
import { operations } from '../../github/installed.ts';
import { type ModelsWorld, makeModelsWorld } from '../models-world.ts';
import { released } from '../pull/sample-observed.ts';
import { deployment } from '../pull/template-repository.ts';
import { commitFiles } from '../repository-world.ts';

const staging = 'environments/staging/credit-risk.yaml';
const digest = (version: string) => released(version).record.package;
let world: ModelsWorld;
let repository: AppRepository;
beforeAll(async () => {
  world = await makeModelsWorld();
  repository = await world.open();
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) await tag(version);
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

async function tag(version: string): Promise<void> {
  const { record } = released(version);
  const commit = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
  const tagger = { name: 'aval[bot]', email: 'aval@example.org', date: '2026-05-01T12:00:00Z' };
  const name = `credit-risk@v${version}`;
  await createAnnotatedTag(repository, { name, commit, message: formatReleaseRecord(record), tagger });
}
async function observe(): Promise<Landed> {
  const landed = await observeLanded(repository, 'main');
  if (landed === undefined) throw new Error('nothing landed');
  return landed;
}
async function promote(version: string, environment = 'staging'): Promise<number | 'taken' | undefined> {
  const landed = await observe();
  const release = releases(landed.state.models.get('credit-risk')).find(({ tag: { name } }) =>
    name.endsWith(`v${version}`),
  );
  if (release === undefined) throw new Error(`no ${version}`);
  return openPromotion(repository, landed, { environment, release });
}
const pulls = async () => (await world.client.rest.pulls.list({ ...world.where, state: 'all', per_page: 100 })).data;

it('a promotion is one pull request over one small file', async () => {
  const number = await promote('1.0.0');
  const pull_number = Number(number);
  const { data: files } = await world.client.rest.pulls.listFiles({ ...world.where, pull_number });
  expect(files.map(({ filename, status }) => [filename, status])).toEqual([[staging, 'added']]);
  const { data } = await world.client.rest.pulls.get({ ...world.where, pull_number });
  expect(data).toMatchObject({
    title: 'Promote credit-risk 1.0.0 to staging',
    head: { ref: 'aval/promote/staging/credit-risk/v1.0.0' },
  });
  expect(data.body).toContain('It runs nothing of this model yet.');
});

it('is opened once: a second look, also after a person closed it, writes nothing', async () => {
  const number = await promote('1.0.0');
  await world.as(world.owner).rest.pulls.update({ ...world.where, pull_number: Number(number), state: 'closed' });
  const from = world.sandbox.requests.length;
  expect(await promote('1.0.0')).toBe(number);
  expect(operations(world, from, true)).toEqual([]);
  expect(await pulls()).toHaveLength(1);
});

it.each([
  ['1.1.0', { kind: 'refuse', status: 500 }],
  ['1.2.0', { kind: 'applied', status: 502 }],
] as const)(
  'of %s after the pull request broke by %j there is one, also when main went on meanwhile',
  async (version, fault) => {
    world.sandbox.faults.add({ operation: 'pulls/create', ...fault });
    await expect(promote(version)).rejects.toThrow();
    await commitFiles(world, 'main', { 'notes.txt': version });
    expect(await promote(version)).toBeGreaterThan(0);
    const own = (await pulls()).filter(({ head }) => head.ref.endsWith(version));
    expect(own).toHaveLength(1);
  },
);

it.each<[string, Record<string, string>]>([
  ['other files', { 'README.md': 'trap' }],
  ['another digest', { [staging]: deployment('1.0.0', digest('1.2.0')) }],
])('a branch into which someone wrote %s is not proposed in our name', async (name, files) => {
  const version = `3.${name.length}.0`;
  await tag(version);
  await commitFiles(world, `aval/promote/staging/credit-risk/v${version}`, files);
  expect(await promote(version)).toBe('taken');
  expect((await pulls()).filter(({ head }) => head.ref.endsWith(version))).toEqual([]);
});

it("nor is our commit behind someone's own", async () => {
  await tag('3.1.0');
  await commitFiles(world, 'trap', { 'README.md': 'trap' });
  const landed = await observe();
  await repository.mirror.fetch(['refs/heads/trap']);
  const trap = await repository.mirror.commitOf('refs/heads/trap');
  const release = releases(landed.state.models.get('credit-risk')).find(({ tag: { name } }) => name.endsWith('v3.1.0'));
  if (trap === undefined || release === undefined) throw new RangeError('both are there');
  world.sandbox.faults.add({ operation: 'pulls/create', kind: 'refuse', status: 500 });
  const asked = openPromotion(repository, { ...landed, commit: trap }, { environment: 'staging', release });
  await expect(asked).rejects.toMatchObject({ status: 500 });
  expect(await promote('3.1.0')).toBe('taken');
});

it('an environment that runs the package already is not asked', async () => {
  await commitFiles(world, 'main', { [staging]: deployment('1.0.0', digest('1.0.0')) });
  await tag('4.0.0');
  const landed = await observe();
  const release = { ...released('1.0.0'), version: { ...released('1.0.0').version, major: 7 } };
  expect(await openPromotion(repository, landed, { environment: 'staging', release })).toBeUndefined();
});

const deployments = async () => (await world.client.rest.repos.listDeployments({ ...world.where, per_page: 100 })).data;

it('a deployment is made once for what an environment was told, with what and for whom', async () => {
  await createDeployments(repository, await observe());
  const [first, ...more] = await deployments();
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    environment: 'staging',
    task: 'deploy:credit-risk',
    payload: { version: '1.0.0', digest: digest('1.0.0') },
  });
  const from = world.sandbox.requests.length;
  await createDeployments(repository, await observe());
  expect(operations(world, from, true)).toEqual([]);
});

it.each([
  ['repos/create-deployment', { kind: 'applied', status: 502 }, '1.1.0'],
  ['repos/create-deployment-status', { kind: 'refuse', status: 500 }, '1.2.0'],
  ['repos/create-deployment-status', { kind: 'applied', status: 502 }, '4.0.0'],
] as const)('after a crash at %s by %j there is one, in progress', async (operation, fault, version) => {
  await commitFiles(world, 'main', { [staging]: deployment(version, digest(version)) });
  world.sandbox.faults.add({ operation, ...fault });
  await expect(createDeployments(repository, await observe())).rejects.toThrow();
  await createDeployments(repository, await observe());
  const own = (await deployments()).filter(({ description }) => description === `credit-risk ${version}`);
  expect(own).toHaveLength(1);
  const { data } = await world.client.rest.repos.listDeploymentStatuses({
    ...world.where,
    deployment_id: own[0]?.id ?? 0,
  });
  expect(data.map(({ state }) => state)).toEqual(['in_progress']);
});

it('is found again behind a hundred deployments of others', async () => {
  const before = (await deployments()).length;
  for (let i = 0; i < 101; i++)
    await world.as(world.owner).rest.repos.createDeployment({
      ...world.where,
      ref: 'main',
      environment: 'docs',
      task: `docs:${i}`,
      auto_merge: false,
      required_contexts: [],
    });
  await createDeployments(repository, await observe());
  const all = await world.client.paginate(world.client.rest.repos.listDeployments, { ...world.where, per_page: 100 });
  expect(all).toHaveLength(before + 101);
});
