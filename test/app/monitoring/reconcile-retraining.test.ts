import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceOf } from '../../core/monitoring/made-evidence.ts';
import { cloneWith, git } from '../../sandbox/world.ts';
import { commitFiles } from '../repository-world.ts';
import { lockFile, type MonitoringWorld, makeMonitoringWorld } from './monitoring-world.ts';

// Each goes on where the one before it ended.
let world: MonitoringWorld;
beforeAll(async () => {
  world = await makeMonitoringWorld();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const weeks = (...outcomes: Parameters<typeof evidenceOf>[1][]) =>
  outcomes.map((outcome, week) => evidenceOf(week, outcome));
const [drift, steady] = ['drift', 'steady'] as const;
const headOf = async () => (await world.pulls('all'))[0]?.head.sha ?? '';
const messageOf = async (sha: string) =>
  (await world.client.rest.git.getCommit({ ...world.where, commit_sha: sha })).data.message;
const close = async () =>
  world.as(world.writer).rest.pulls.update({
    ...world.where,
    pull_number: (await world.pulls())[0]?.number ?? 0,
    state: 'closed',
  });

it('without a run, and with steady windows, nothing is proposed', async () => {
  expect(await world.look()).toMatchObject({ state: undefined, wrote: [] });
  await world.ran(weeks(steady, steady, drift));
  expect((await world.look()).wrote).toEqual([]);
});

it('two drifted windows of three open one pull request with one commit that moves the lock', async () => {
  await world.ran(weeks(steady, steady, drift, drift));
  expect((await world.look()).wrote).toEqual(['pulls/create']);
  const [pull, ...more] = await world.pulls();
  expect(more).toEqual([]);
  expect(pull).toMatchObject({
    title: 'Retrain flight-delay: flight:distance_mi moved',
    user: { login: 'aval[bot]' },
    base: { ref: 'main' },
  });
  const { data } = await world.client.rest.pulls.listFiles({ ...world.where, pull_number: pull?.number ?? 0 });
  expect(data.map(({ filename }) => filename)).toEqual([lockFile]);
  expect(data[0]?.patch).toContain('+until: "2001-07-08T00:00:00Z"    # later rows are not read');
});

it('looked at again, also after another run over the same windows, nothing is written', async () => {
  const before = [await headOf(), (await world.pulls())[0]?.updated_at];
  expect((await world.look()).wrote).toEqual([]);
  await world.ran(weeks(steady, steady, drift, drift));
  expect((await world.look()).wrote).toEqual([]);
  expect([await headOf(), (await world.pulls())[0]?.updated_at]).toEqual(before);
});

it('an App that knows nothing any more finds the same, and reads each run once', async () => {
  const { open } = world;
  const again = { ...world, repository: await open() };
  expect((await again.look.call(again)).wrote).toEqual([]);
  expect((await world.look()).asked).toEqual(['actions/list-workflow-runs', 'pulls/list']);
});

it('a commit that lands and touches no lock moves nothing', async () => {
  const before = await headOf();
  await commitFiles(world, 'main', { 'notes.txt': 'Nothing of the model.\n' });
  expect((await world.look()).wrote).toEqual([]);
  expect(await headOf()).toBe(before);
});

it('another window, and newer data, move that branch and edit that pull request', async () => {
  const before = await headOf();
  await world.ran(weeks(steady, steady, drift, drift, drift), { until: '2001-07-15T00:00:00Z' });
  expect((await world.look()).wrote).toEqual(['pulls/update']);
  const [pull, ...more] = await world.pulls('all');
  expect(more).toEqual([]);
  expect(pull?.head.sha).not.toBe(before);
  expect(pull?.body).toContain('to 2001-07-15');
  expect(await messageOf(pull?.head.sha ?? '')).toContain('Aval-Window: 2001-06-05T00:00:00Z');
  expect((await world.look()).wrote).toEqual([]);
});

it('when the windows are steady again it is left to people, and says so', async () => {
  const before = await headOf();
  await world.ran(weeks(steady, steady, drift, drift, drift, steady, steady));
  expect((await world.look()).wrote).toEqual(['pulls/update']);
  expect((await world.pulls())[0]?.body).toContain('no longer ask for this');
  expect(await headOf()).toBe(before);
});

it('closed by a person, its windows are answered, also when the branch is gone; a window that drifts anew asks again', async () => {
  await world.ran(weeks(steady, steady, drift, drift, drift));
  await world.look();
  await close();
  expect(await world.look()).toMatchObject({ wrote: [], state: { decision: { decision: 'wait' } } });
  await world.as(world.owner).rest.git.deleteRef({ ...world.where, ref: `heads/${world.branch}` });
  const stranger = { ...world, repository: await world.open() };
  expect((await stranger.look.call(stranger)).wrote).toEqual([]);
  expect((await world.look()).wrote).toEqual([]);
});

it('the very same is not proposed again; with enough windows that drifted anew it is', async () => {
  await world.ran(weeks(steady, steady, drift, drift, drift, drift));
  expect((await world.look()).wrote).toEqual([]);
  await world.ran(weeks(steady, steady, drift, drift, drift, drift, drift));
  expect((await world.look()).wrote).toEqual(['pulls/create']);
  const named = (await messageOf(await headOf())).match(/(?<=Aval-Window: )\S{10}/g);
  expect(named).toEqual(['2001-05-22', '2001-05-29', '2001-06-05', '2001-06-12', '2001-06-19']);
  expect(await world.pulls()).toHaveLength(1);
});

it('what a person pushed onto the branch is never overwritten, and closing it answers all the same', async () => {
  const clone = await cloneWith({ ...world, repository: world.repo }, world.sandbox.tokenFor(world.writer));
  await git(clone, 'switch', '--quiet', world.branch);
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'Mine');
  await git(clone, 'push', '--quiet', 'origin', world.branch);
  const mine = await git(clone, 'rev-parse', 'HEAD');
  const windows = weeks(steady, steady, drift, drift, drift, drift, drift, drift);
  await world.ran(windows, { until: '2001-07-12T00:00:00Z' });
  expect((await world.look()).wrote).toEqual(['pulls/update']);
  expect(await headOf()).toBe(mine);
  expect((await world.pulls())[0]?.body).toContain('Someone else wrote to this branch');
  expect((await world.look()).wrote).toEqual([]);
  await close();
  expect(await world.look()).toMatchObject({ wrote: [], state: { decision: { decision: 'wait' } } });
});

it('closed, it is proposed again on data that reach a whole window further, while the alarm stands', async () => {
  const windows = weeks(steady, steady, drift, drift, drift, drift, drift, drift);
  const branchGone = { ...world.where, ref: `heads/${world.branch}` };
  await world.as(world.owner).rest.git.deleteRef(branchGone);
  await world.ran(windows, { until: '2001-07-14T00:00:00Z' });
  expect((await world.look()).wrote).toEqual([]);
  await world.ran(windows, { until: '2001-08-15T00:00:00Z' });
  expect((await world.look()).wrote).toEqual(['pulls/create']);
});
