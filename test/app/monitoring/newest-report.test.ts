import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { monitorWorkflow } from '../../../app/monitoring/newest-report.ts';
import { columnOf, evidenceOf } from '../../core/monitoring/made-evidence.ts';
import { commitFiles } from '../repository-world.ts';
import { type MonitoringWorld, makeMonitoringWorld } from './monitoring-world.ts';

let world: MonitoringWorld;
let theirs = '';
let fork = '';
const steady = [evidenceOf(0, 'steady')];
const drifted = [evidenceOf(1, 'drift'), evidenceOf(2, 'drift')];
beforeAll(async () => {
  world = await makeMonitoringWorld();
  fork = (await world.sandbox.fork(world.repo, world.outsider)).fullName;
  theirs = await commitFiles(world, 'theirs', { [monitorWorkflow]: 'on: push\n' });
}, 60_000);
beforeEach(async () => void (await world.ran(steady)));
afterAll(async () => {
  expect(await world.pulls('all')).toEqual([]);
  await world.end();
});

it.each([
  ["of a writer's branch", () => ({ run: { headSha: theirs, headBranch: 'theirs' } })],
  ["of a writer's commit under a tag that is called main", () => ({ run: { headSha: theirs } })],
  ['of another event', () => ({ run: { event: 'push' } })],
  ["of a fork's pull request from its main", () => ({ run: { event: 'pull_request', headRepository: fork } })],
  ['of another repository', () => ({ run: { headRepository: fork } })],
  ['of another workflow', () => ({ run: { path: '.github/workflows/mine.yaml' } })],
])('a run %s is not believed: the one before it counts', async (_, other) => {
  await world.ran(drifted, other());
  expect(await world.look()).toMatchObject({ wrote: [], state: { windows: steady } });
});

it.each([
  ['that is not strict', { more: 1 }, undefined],
  ['of another commit than its run', { commit: '1'.repeat(40) }, undefined],
])('a report %s is refused whole, and the log says so', async (_, report, state) => {
  await world.ran(drifted, { report });
  expect(await world.look()).toMatchObject({ wrote: [], state });
  expect(world.logged.at(-1)).toMatchObject({ event: 'monitoring.refused' });
});

it('evidence of a package that does not run now is not looked at, and the log says so', async () => {
  const other = `sha256:${'b'.repeat(64)}`;
  const windows = drifted.map((one) => ({ ...one, package: other }));
  const models = [{ model: 'flight-delay', version: '2.0.0', package: other, windows, locks: [] }];
  await world.ran(drifted, { report: { models } });
  expect(await world.look()).toMatchObject({ wrote: [], state: undefined });
  expect(world.logged.at(-1)).toMatchObject({
    event: 'monitoring.ignored',
    facts: { models: 1, first: 'flight-delay' },
  });
});

it('a lock that would move back, and one of a source that the model does not read, move nothing', async () => {
  await world.ran(drifted, { until: '2001-06-01T00:00:00Z' });
  expect(await world.look()).toMatchObject({ wrote: [], state: { hindrance: 'nothing newer' } });
  const lock = {
    apiVersion: 'aval/v1',
    kind: 'SourceLock',
    source: 'applications',
    rows: 1,
    until: '2030-01-01T00:00:00Z',
  };
  const [window] = drifted;
  const evil = { ...window, columns: [columnOf('<!-- @mei', 0.5, true)] };
  const models = [
    { model: 'flight-delay', version: '1.0.0', package: window?.package, windows: [evil, drifted[1]], locks: [lock] },
  ];
  await world.ran(drifted, { report: { models } });
  expect(await world.look()).toMatchObject({ wrote: [], state: { hindrance: 'nothing newer' } });
});
