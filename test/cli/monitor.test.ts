import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/core/digest.ts';
import { isDefined } from '../../src/core/evaluation/estimate.ts';
import { literal } from '../../src/core/features/sql.ts';
import { type MonitoringEvidence, parseMonitoringEvidence } from '../../src/core/monitoring/monitoring-evidence.ts';
import { openSession } from '../../src/engines/duckdb/session.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';
import { logFlights } from './flight-log.ts';

// A version that learned until May runs; flights of May are answered, from the second week on only those over 1,000 miles.
const day = 8.64e10;
const may = Date.parse('2001-05-01T07:00:00Z') * 1e3;
const until = '2001-06-01';
let repository: TemporaryRepository;
let digest: Digest;

beforeAll(async () => {
  repository = await templateRepository();
  edit(repository, 'sources/departures.lock.yaml', '2001-07-01T06:52:00Z', '2001-05-01T07:00:00Z');
  // Where someone flies to is theirs.
  edit(
    repository,
    'sources/departures.yaml',
    'destination: {type: string}',
    'destination: {type: string, personal: true}',
  );
  // Its interval takes no resamples.
  edit(
    repository,
    'models/flight-delay/gates.yaml',
    'metrics: [roc_auc, log_loss, expected_cost]',
    'metrics: [roc_auc]',
  );
  repository.commit('Learn until May');
  await avalJson(repository.root, 'publish', 'flight-delay');
  await avalJson(repository.root, 'promote', 'flight-delay', '--to', 'production');
  repository.commit('Run it');
  const file = readFileSync(path.join(repository.root, 'environments/production/flight-delay.yaml'), 'utf8');
  digest = /sha256:[0-9a-f]{64}/.exec(file)?.[0] as Digest; // the pattern is that of a digest
}, 240_000);
afterAll(() => repository[Symbol.dispose]());

/** As the newest test that looked has them. */
let found: readonly Window[] = [];

interface Window {
  readonly evidence: MonitoringEvidence;
  readonly written: string;
}

async function monitor(): Promise<readonly Window[]> {
  const { models } = (await avalJson(repository.root, 'monitor', 'flight-delay', '--until', until)) as {
    models: { windows: Window[] }[];
  };
  found = models[0]?.windows ?? [];
  return found;
}

const flights = 'data/departures.parquet';
/** Puts what became of flights until then, or of all, into the work tree. */
async function labelsKnown(until: 'April' | 'all'): Promise<void> {
  repository.git('checkout', '--quiet', '--', flights);
  if (until === 'all') return;
  const file = path.join(repository.root, flights);
  await using session = await openSession();
  const known = `SELECT * FROM read_parquet(${literal(file)}) WHERE departed_at < TIMESTAMP '2001-05-01'`;
  await session.run(`COPY (${known}) TO ${literal(`${file}.new`)} (FORMAT parquet)`);
  renameSync(`${file}.new`, file);
}

test('before anything was logged the place is empty, which is a fault; once a server ran there is nothing to look at, and the decision waits', async () => {
  const empty = await aval(repository.root, ['monitor', 'flight-delay', '--until', until]);
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('where predictions should be')]);
  mkdirSync(path.join(repository.root, 'predictions/.write-ahead'), { recursive: true });
  const { stdout, code } = await aval(repository.root, ['monitor', '--until', until]);
  expect(code).toBe(0);
  expect(stdout).toContain('credit-risk  nothing to look at: production runs no version of it');
  expect(stdout).toContain('flight-delay  nothing to look at: there is no prediction of 1.0.0');
  expect(await avalJson(repository.root, 'decide', 'flight-delay')).toMatchObject({ decision: 'wait', windows: [] });
}, 60_000);

test('whole windows follow on from the training data, and the planted drift shows in each of its weeks', async () => {
  const keeps = (distance: number, time: number) => time < may + 14 * day || distance > 1000;
  await logFlights({ root: repository.root, digest, version: '1.0.0', from: may, until: may + 31 * day, keeps });
  await labelsKnown('April');
  const windows = await monitor();
  expect(windows.map(({ evidence, written }) => [evidence.window.from, evidence.outcome, written])).toEqual([
    ['2001-05-01T07:00:00Z', 'steady', 'new'],
    ['2001-05-08T07:00:00Z', 'steady', 'new'],
    ['2001-05-15T07:00:00Z', 'drift', 'new'],
    ['2001-05-22T07:00:00Z', 'drift', 'new'],
  ]);
  expect(windows.flatMap(({ evidence }) => evidence.realised ?? [])).toEqual([]);
}, 120_000);

/** What a window tells of its ROC AUC, one way or the other. */
function aucOf({ evidence }: Window, by: 'estimated' | 'realised') {
  const told = evidence[by]?.metrics.find(({ metric }) => metric === 'roc_auc');
  if (told === undefined || !isDefined(told.current) || !isDefined(told.reference)) throw new Error(`nothing ${by}`);
  return { ...told, current: told.current, reference: told.reference };
}

test('while no label is known, each window says how well it is estimated to do, with an interval, and asked another way', async () => {
  for (const window of found) {
    const { reference, current, ...more } = aucOf(window, 'estimated');
    expect(current).toMatchObject({ method: 'CBPE', n: window.evidence.rows });
    expect(current.low).toBeLessThan(current.value);
    expect(current.high).toBeGreaterThan(current.value);
    expect(current.value).toBeLessThan(reference.value); // it answers weeks that it did not learn from
    expect(more).toMatchObject({ weighted: { method: 'importance weighting', n: expect.any(Number) } });
  }
  const { stdout } = await aval(repository.root, ['monitor', 'flight-delay', '--until', until]);
  expect(stdout.match(/ROC AUC estimated 0\.7\d+ \(0\.\d+ … 0\.\d+\)/g)).toHaveLength(4);
  // A drop of what is estimated may ask for a retraining; without one, drift alone does not.
  const file = 'models/flight-delay/model.yaml';
  edit(repository, file, 'after: 2 of 3', 'after: 2 of 3, when: {estimated: roc_auc, worseBy: 0.3}');
  expect(await avalJson(repository.root, 'decide', 'flight-delay')).toMatchObject({
    decision: 'steady',
    metric: 'roc_auc',
    because: '0 of the newest 3 windows are worse in ROC AUC by more than 0.3; 2 of 3 are needed',
  });
  edit(repository, file, 'after: 2 of 3, when: {estimated: roc_auc, worseBy: 0.3}', 'after: 2 of 3');
  expect(await avalJson(repository.root, 'decide', 'flight-delay')).toMatchObject({
    decision: 'retrain',
    losses: [{ metric: 'roc_auc', by: 'estimates', loss: { n: expect.any(Number) } }],
  });
}, 120_000);

test('labels that come late are added to the evidence of their windows, with intervals: nothing is doubled, and no outcome changes', async () => {
  await labelsKnown('all');
  const windows = await monitor();
  expect(windows.map(({ evidence, written }) => [evidence.outcome, written])).toEqual([
    ['steady', 'updated'],
    ['steady', 'updated'],
    ['drift', 'updated'],
    ['drift', 'updated'],
  ]);
  expect(readdirSync(path.join(repository.root, '.aval/monitoring/flight-delay'))).toHaveLength(4);
  const [first] = windows;
  expect(first?.evidence).toMatchObject({ version: '1.0.0', package: digest, quality: { repeated: 0, keyless: 0 } });
  expect(first?.evidence.realised).toMatchObject({ labelled: first?.evidence.rows, unlabelled: 0 });
  const metrics = first?.evidence.realised?.metrics.map(({ metric }) => metric);
  expect(metrics).toEqual(['roc_auc']);
  const [auc] = first?.evidence.realised?.metrics ?? [];
  if (auc === undefined || !isDefined(auc.current)) throw new Error('there are labels of both kinds');
  expect(auc.current.low).toBeLessThan(auc.current.value);
  expect(auc.current.high).toBeGreaterThan(auc.current.value);
}, 120_000);

test('beside what was realised stands what was estimated of the same rows, and whether it held', async () => {
  for (const window of found) {
    const { current, estimated, held } = { estimated: undefined, held: undefined, ...aucOf(window, 'realised') };
    if (estimated === undefined || !isDefined(estimated)) throw new Error('it was estimated, too');
    expect(estimated).toEqual(aucOf(window, 'estimated').current); // every row has a label
    const slack = (current.se ?? 0) / 2;
    expect(held).toBe(current.value >= estimated.low - slack && current.value <= estimated.high + slack);
  }
  const { stdout } = await aval(repository.root, ['monitor', 'flight-delay', '--until', until]);
  expect(stdout.match(/ROC AUC 0\.\d+ \(0\.\d+ … 0\.\d+\), (as estimated|not the estimated 0\.\d+)/g)).toHaveLength(4);
}, 120_000);

test('no evidence, and no profile of the package, holds a level of a column that its source marks personal', async () => {
  const folders = ['.aval/monitoring', '.aval/packages'].map((name) => path.join(repository.root, name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  );
  const told = files.filter((file) => file.includes('/monitoring/flight-delay/') || file.endsWith('profile.json'));
  expect(told).toHaveLength(5);
  const texts = told.map((file) => readFileSync(file, 'utf8'));
  for (const text of texts) expect(text).not.toMatch(/"(?:LAX|PHX|DEN|SFO|ORD)/);
  const newest =
    told
      .filter((file) => file.includes('/monitoring/'))
      .sort()
      .at(-1) ?? '';
  const { columns } = parseMonitoringEvidence(readFileSync(newest), newest);
  const destination = columns.find(
    ({ name, statistic }) => name === 'flight:destination' && statistic === 'total_variation',
  );
  expect(destination).toMatchObject({
    alarm: true,
    reference: { levels: [{ level: expect.stringMatching(/^level \d+$/) }, {}, {}, {}, {}] },
  });
}, 60_000);

test('looked at again, each window has the same bytes in its one file', async () => {
  const folder = path.join(repository.root, '.aval/monitoring/flight-delay');
  const bytes = () => readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
  const before = bytes();
  expect(before).toHaveLength(4);
  expect((await monitor()).map(({ written }) => written)).toEqual(['kept', 'kept', 'kept', 'kept']);
  expect(bytes()).toEqual(before);
}, 120_000);

test('two of three drifted: retrain, because of what moved; answered, it waits for a window that drifts anew', async () => {
  const decided = await avalJson(repository.root, 'decide', 'flight-delay');
  expect(decided).toMatchObject({
    decision: 'retrain',
    version: '1.0.0',
    because: expect.stringContaining('2 of the newest 3'),
  });
  expect((decided['moved'] as { name: string }[]).map(({ name }) => name)).toContain('flight:distance_mi');
  expect(decided['losses']).toMatchObject([{ metric: 'roc_auc', by: 'labels', loss: { n: expect.any(Number) } }]);
  const ends = ['2001-05-22T07:00:00Z', '2001-05-29T07:00:00Z'].join(',');
  expect(await avalJson(repository.root, 'decide', 'flight-delay', '--snoozed', ends)).toMatchObject({
    decision: 'wait',
    moved: [],
  });
});

test('an environment that is not there, and a time that is none, are usage errors', async () => {
  const environment = await aval(repository.root, ['monitor', '--environment', 'prodution']);
  expect([environment.code, environment.stderr]).toEqual([2, expect.stringContaining('production')]);
  const time = await aval(repository.root, ['monitor', '--until', 'yesterday']);
  expect([time.code, time.stderr]).toEqual([2, expect.stringContaining('2001-07-08T00:00:00Z')]);
});
