import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcileDeployments } from '../../../app/landed/deployments.ts';
import { type Landed, observeLanded } from '../../../app/landed/observe.ts';
import { openPromotion } from '../../../app/landed/open-promotion.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { releases } from '../../../src/core/registry/plan-release.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import type { ServedModel } from '../../../src/core/serving-report/report.ts';
import { createAnnotatedTag } from '../../../src/github/annotated-tag.ts';
import { operations } from '../../github/installed.ts';
import { type ModelsWorld, makeModelsWorld } from '../models-world.ts';
import { released } from '../pull/sample-observed.ts';
import { deployment } from '../pull/template-repository.ts';
import { commitFiles } from '../repository-world.ts';
import { report, served } from '../serving-report.ts';

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
  await reconcileDeployments(repository, await observe());
  const [first, ...more] = await deployments();
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    environment: 'staging',
    task: 'deploy:credit-risk',
    payload: { version: '1.0.0', digest: digest('1.0.0') },
  });
  const from = world.sandbox.requests.length;
  await reconcileDeployments(repository, await observe());
  expect(operations(world, from, true)).toEqual([]);
});

it.each([
  ['repos/create-deployment', { kind: 'applied', status: 502 }, '1.1.0'],
  ['repos/create-deployment-status', { kind: 'refuse', status: 500 }, '1.2.0'],
  ['repos/create-deployment-status', { kind: 'applied', status: 502 }, '4.0.0'],
] as const)('after a crash at %s by %j there is one, in progress', async (operation, fault, version) => {
  await commitFiles(world, 'main', { [staging]: deployment(version, digest(version)) });
  world.sandbox.faults.add({ operation, ...fault });
  await expect(reconcileDeployments(repository, await observe())).rejects.toThrow();
  await reconcileDeployments(repository, await observe());
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
  await reconcileDeployments(repository, await observe());
  const all = await world.client.paginate(world.client.rest.repos.listDeployments, { ...world.where, per_page: 100 });
  expect(all).toHaveLength(before + 101);
});

const statusesOf = async (version: string) => {
  const [own] = (await deployments()).filter(({ description }) => description === `credit-risk ${version}`);
  const about = { ...world.where, deployment_id: own?.id ?? 0, per_page: 100 };
  const { data } = await world.client.rest.repos.listDeploymentStatuses(about);
  return data.toReversed().map(({ state, description }) => (description === '' ? state : `${state}: ${description}`));
};
/** A server reports, and what landed is looked at. Gives what was asked of GitHub. */
async function reports(server: string, models: readonly ServedModel[]): Promise<readonly string[]> {
  repository.context.reports.take(world.where, report({ server, models: [...models] }));
  const from = world.sandbox.requests.length;
  await reconcileDeployments(repository, await observe());
  return operations(world, from);
}
const runs = (version: string, more: Partial<ServedModel> = {}) =>
  served({ version, digest: digest(version), running: digest(version), ...more });

describe('where servers report', () => {
  it('a deployment succeeds when all run its package, and nothing is asked again while they say the same', async () => {
    await commitFiles(world, 'main', { [staging]: deployment('1.1.0', digest('1.1.0')) });
    await reports('server-1', [runs('1.0.0')]);
    await reports('server-2', [runs('1.1.0')]);
    expect(await statusesOf('1.1.0')).toEqual(['in_progress: Waiting for every server to run it.']);
    await reports('server-1', [runs('1.1.0')]);
    const shown = ['in_progress: Waiting for every server to run it.', 'success: 2 servers run it.'];
    expect(await statusesOf('1.1.0')).toEqual(shown);
    expect(await reports('server-1', [runs('1.1.0')])).toEqual(['repos/list-deployments']);
    await reports('server-3', [runs('1.1.0')]);
    expect(await statusesOf('1.1.0')).toEqual(shown);
    for (const server of ['server-2', 'server-3']) await reports(server, []);
  });

  it('a fault is shown with what runs on, and so is another one; then the deployment before is retired', async () => {
    await commitFiles(world, 'main', { [staging]: deployment('1.2.0', digest('1.2.0')) });
    const failed = (fault: string) => [runs('1.2.0', { running: digest('1.1.0'), fault })];
    await reports('server-1', failed('no such package'));
    await reports('server-1', failed('bytes that do not verify'));
    const shown = ['failure: no such package · 1.1.0 runs on', 'failure: bytes that do not verify · 1.1.0 runs on'];
    expect(await statusesOf('1.2.0')).toEqual(shown);
    expect((await statusesOf('1.1.0')).at(-1)).toMatch('success');
    await reports('server-1', [runs('1.2.0')]);
    expect(await statusesOf('1.2.0')).toEqual([...shown, 'success: 1 server runs it.']);
    expect((await statusesOf('1.1.0')).at(-1)).toBe('inactive');
  });

  it('a rollback has a deployment of its own, in whose favour the one that failed is passed over', async () => {
    await commitFiles(world, 'main', { [staging]: deployment('4.0.0', digest('4.0.0')) });
    await reports('server-1', [runs('4.0.0', { running: digest('1.2.0'), fault: 'no' })]);
    await commitFiles(world, 'main', { [staging]: deployment('1.2.0', digest('1.2.0')) });
    await reports('server-1', [runs('1.2.0')]);
    expect(await statusesOf('1.2.0')).toEqual(['success: 1 server runs it.']);
    expect((await statusesOf('4.0.0')).at(-1)).toBe('failure: no · 1.2.0 runs on');
  });

  it('after a crash the status is there once', async () => {
    world.sandbox.faults.add({ operation: 'repos/create-deployment-status', kind: 'applied', status: 502 });
    const failing = [runs('1.2.0', { running: null, fault: 'no' })];
    await expect(reports('server-1', failing)).rejects.toThrow();
    await reports('server-1', failing);
    expect(await statusesOf('1.2.0')).toEqual(['success: 1 server runs it.', 'failure: no · nothing runs']);
  });

  it('once they are silent, deployments stay as they are; what they say of files that are not there is nothing', async () => {
    world.time.now += 3_600_000;
    const before = await deployments();
    const elsewhere = report({ environment: 'production', server: 'server-9', models: [served({ model: 'nothing' })] });
    repository.context.reports.take(world.where, elsewhere);
    await reconcileDeployments(repository, await observe());
    expect(await deployments()).toEqual(before);
    expect((await statusesOf('1.2.0')).at(-1)).toBe('failure: no · nothing runs');
  });

  it('of two models in an environment each keeps its own', async () => {
    const other = 'environments/staging/flight-delay.yaml';
    const text = deployment('1.0.0', digest('1.0.0')).replace('credit-risk', 'flight-delay');
    await commitFiles(world, 'main', { [other]: text });
    const both = [runs('1.2.0'), runs('1.0.0', { model: 'flight-delay' })];
    await reports('server-1', both);
    await reports('server-2', both);
    const states = await Promise.all(
      (await deployments())
        .filter(({ task, environment }) => task.startsWith('deploy:') && environment === 'staging')
        .map(async ({ id, description }) => {
          const { data } = await world.client.rest.repos.listDeploymentStatuses({ ...world.where, deployment_id: id });
          return `${description} ${data[0]?.state}`;
        }),
    );
    expect(states.filter((state) => state.endsWith('success'))).toEqual([
      'flight-delay 1.0.0 success',
      'credit-risk 1.2.0 success',
    ]);
  });
});
