import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcilePull } from '../../../app/pull/reconcile-pull.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { operations } from '../../github/installed.ts';
import {
  endRun,
  ledgerOf,
  type ModelsWorld,
  makeModelsWorld,
  modelFile,
  openIn,
  propose,
  withFeature,
} from '../models-world.ts';
import { commitFiles } from '../repository-world.ts';

let world: ModelsWorld;
let repository: AppRepository;
const now = (): number => 1_800_000_000;
const look = (number: number, of = repository) => reconcilePull(of, number, now);
beforeAll(async () => {
  world = await makeModelsWorld();
  repository = await world.open();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const usesOf = async (pull: number) =>
  (await ledgerOf(repository)).uses.filter(({ reserved }) => reserved.pull === pull);
const gateOf = async (pull_number: number) => {
  const { data } = await world.client.rest.pulls.get({ ...world.where, pull_number });
  const runs = await world.client.rest.checks.listForRef({
    ...world.where,
    ref: data.head.sha,
    check_name: 'aval / gate',
  });
  return runs.data.check_runs[0];
};
const bodies = async (issue_number: number) =>
  (await world.client.rest.issues.listComments({ ...world.where, issue_number })).data
    .filter(({ user }) => user?.login === 'aval[bot]')
    .map(({ body }) => body ?? '');
const writes = (from: number) => operations(world, from, true);
/** Two runs that failed close a use. */
async function fail(number: number): Promise<void> {
  const open = openIn(await ledgerOf(repository)).filter(({ reserved }) => reserved.pull === number);
  for (const use of open) for (const _ of [1, 2]) await endRun(world, use, 'failure');
}

it('reserves a use, asks for its run, and says so, once', async () => {
  const number = await propose(world, 'job', { [modelFile]: withFeature(world, 'job') });
  const from = world.sandbox.requests.length;
  expect((await look(number)).again).toBeGreaterThan(0);
  expect(writes(from).sort()).toEqual(['checks/create', 'repos/create-dispatch-event']);
  expect(await gateOf(number)).toMatchObject({
    status: 'in_progress',
    output: { title: expect.stringContaining('waiting for its evaluation') },
  });
  await look(number);
  const settled = world.sandbox.requests.length;
  await look(number);
  expect(writes(settled)).toEqual([]);
  expect(await usesOf(number)).toHaveLength(1);
  expect(await bodies(number)).toEqual([]);
  await fail(number);
  await look(number);
  await look(number);
  expect(await gateOf(number)).toMatchObject({ conclusion: 'action_required' });
  expect(await bodies(number)).toHaveLength(1);
});

it('says that no run begins, and takes it back when one does', async () => {
  const number = await propose(world, 'unbegun', { [modelFile]: withFeature(world, 'credit_history') });
  for (let i = 0; i < 3; i++) {
    await look(number);
    world.time.now += 200_000;
  }
  const asked = 'it has been asked for 3 times, and none has begun. Is that workflow on the default branch';
  expect(await gateOf(number)).toMatchObject({
    conclusion: 'action_required',
    output: { title: expect.stringContaining(asked) },
  });
  expect((await bodies(number)).join()).toContain('it has been asked for 3 times');
  const from = world.sandbox.requests.length;
  await look(number);
  expect(writes(from)).toEqual([]);
  await fail(number);
  await look(number);
  expect((await gateOf(number))?.output.title).toContain('run');
  expect((await bodies(number)).join()).not.toContain('it has been asked for');
});

it('a use of an older head is closed with its run, although the pull request went on', async () => {
  const number = await propose(world, 'moved', { [modelFile]: withFeature(world, 'age') });
  await look(number);
  await commitFiles(world, 'moved', { [modelFile]: withFeature(world, 'savings_account_bonds') }, 'moved');
  await look(number);
  const before = await usesOf(number);
  expect(before.map(({ closed }) => closed === undefined)).toEqual([true, true]);
  await fail(number);
  for (let i = 0; i < 3; i++) await look(number);
  expect((await usesOf(number)).map(({ closed }) => closed?.answer.outcome)).toEqual(['failed', 'failed']);
});

it('a use of a pull request that was closed meanwhile is closed, too, and what landed is looked at', async () => {
  const number = await propose(world, 'dropped', { [modelFile]: withFeature(world, 'property') });
  await look(number);
  await world.as(world.writer).rest.pulls.update({ ...world.where, pull_number: number, state: 'closed' });
  expect((await look(number)).again).toBeGreaterThan(0);
  await fail(number);
  world.enqueued.length = 0;
  await look(number);
  expect((await usesOf(number)).map(({ closed }) => closed?.answer.outcome)).toEqual(['failed']);
  expect(world.enqueued.map(({ subject }) => subject)).toEqual([{ kind: 'landed' }]);
  expect(await look(number)).toEqual({});
});

it('two pull requests that ask the same at once spend one use', async () => {
  const files = { [modelFile]: withFeature(world, 'telephone') };
  const numbers = [await propose(world, 'twin-1', files), await propose(world, 'twin-2', files)];
  const others = await Promise.all(numbers.map(() => world.open()));
  for (let i = 0; i < 3; i++) await Promise.all(numbers.map((number, k) => look(number, others[k])));
  const uses = (await Promise.all(numbers.map(usesOf))).flat();
  expect(uses).toHaveLength(1);
  for (const number of numbers) expect((await gateOf(number))?.output.title).toContain('waiting for its evaluation');
  for (const number of numbers) await fail(number);
  for (const number of numbers) await look(number);
});

it('nothing is spent on a head or base that moved after it was looked at', async () => {
  for (const [branch, feature, moved] of [
    ['late-head', 'number_existing_credits', 'late-head'],
    ['late-base', 'residence_duration', 'main'],
  ] as const) {
    const number = await propose(world, branch, { [modelFile]: withFeature(world, feature) });
    let fetches = 0;
    const { mirror } = repository;
    const fetch = async (patterns: readonly string[]): Promise<void> => {
      if (++fetches === 2) await commitFiles(world, moved, { 'notes.txt': branch }, moved);
      await mirror.fetch(patterns);
    };
    expect(await look(number, { ...repository, mirror: { ...mirror, fetch } })).toEqual({ again: 0 });
    expect(await usesOf(number)).toEqual([]);
    expect(await gateOf(number)).toBeUndefined();
  }
});

it('what was shown does not outlive the change that it was about', async () => {
  const number = await propose(world, 'undone', { [modelFile]: withFeature(world, 'foreign_worker') }, true);
  await look(number);
  expect((await bodies(number))[0]).toContain('credit-risk');
  await commitFiles(world, 'undone', { [modelFile]: world.model }, 'undone');
  await look(number);
  expect(await bodies(number)).toEqual([expect.stringContaining('Nothing to evaluate')]);
  expect(await gateOf(number)).toMatchObject({ conclusion: 'success' });
});

it('a change that merges while it is looked at keeps the verdict that it merged with', async () => {
  const files = { [modelFile]: withFeature(world, 'people_liable') };
  const number = await propose(world, 'merging', files, true);
  await look(number);
  const [said, gate] = [await bodies(number), await gateOf(number)];
  const { mirror } = repository;
  let merged = false;
  const fetch = async (patterns: readonly string[]): Promise<void> => {
    if (!merged) {
      merged = true;
      await commitFiles(world, 'main', files, 'main');
      await world.as(world.writer).rest.pulls.update({ ...world.where, pull_number: number, state: 'closed' });
    }
    await mirror.fetch(patterns);
  };
  await look(number, { ...repository, mirror: { ...mirror, fetch } });
  expect(await bodies(number)).toEqual(said);
  expect(await gateOf(number)).toMatchObject({ output: { title: gate?.output.title } });
  await commitFiles(world, 'main', { [modelFile]: world.model }, 'main');
});

it('a command is answered once, also where an answer of GitHub is lost', async () => {
  const number = await propose(world, 'asked', { [modelFile]: withFeature(world, 'number_people_maintenance') }, true);
  const say = (body: string) =>
    world.as(world.writer).rest.issues.createComment({ ...world.where, issue_number: number, body });
  const { data } = await say('/aval evaluate 1234567890ab');
  await look(number);
  const told = await bodies(number);
  expect(told.filter((body) => body.includes('The head moved on'))).toHaveLength(1);
  await say('/aval dance');
  world.sandbox.faults.add({ operation: 'issues/create-comment', kind: 'applied', status: 502 });
  await expect(look(number)).rejects.toMatchObject({ status: 502 });
  await look(number);
  expect((await bodies(number)).filter((body) => body.startsWith('Commands:'))).toHaveLength(1);
  expect(world.repo.comments.get(data.id)?.reactions.map(({ content }) => content)).toEqual(['-1']);
});
