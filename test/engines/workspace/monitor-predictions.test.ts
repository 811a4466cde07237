import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Digest } from '../../../src/core/digest.ts';
import { literal } from '../../../src/core/features/sql.ts';
import type { Manifest } from '../../../src/core/registry/package.ts';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { loggedFiles } from '../../../src/engines/predictions/logged-files.ts';
import { predictionPlace } from '../../../src/engines/predictions/prediction-place.ts';
import { s3AccessOf } from '../../../src/engines/predictions/s3-access.ts';
import { type Labels, onNewestData, realised } from '../../../src/engines/workspace/monitor-labels.ts';
import { openPredictions } from '../../../src/engines/workspace/monitor-predictions.ts';
import { templateModel } from '../../fixtures/template-model.ts';

const digest = `sha256:${'a'.repeat(64)}` as Digest; // has the form of one
const own = 'aaaaaaaaaaaa';
const minute = 6e7;
const manifest = {
  model: 'm',
  signature: {
    inputs: [
      { name: 'v:amount', type: 'number' },
      { name: 'v:city', type: 'category' },
    ],
    outputs: [],
  },
} as unknown as Manifest; // all that is read of one
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aval-it's-"));
});
afterEach(() => rm(folder, { recursive: true }));

const all = ['time', 'digest', 'request', 'key', '"v:amount"', '"v:city"', 'prediction'];
/** Each row is SQL values in the order of `all`, the time in minutes since 1970. */
async function write(file: string, rows: readonly string[], columns: readonly string[] = all): Promise<void> {
  const path = join(folder, 'm', file);
  await mkdir(dirname(path), { recursive: true });
  await using session = await openSession();
  const values = rows.map((row) => `(${row})`).join(', ');
  const time = `* REPLACE (make_timestamp(CAST(time * ${minute} AS BIGINT)) AS time)`;
  const select = `SELECT ${columns.join(', ')} FROM (SELECT ${time} FROM (VALUES ${values}) AS t(${all.join(', ')}))`;
  await session.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
}
const row = (time: number, request: string | null, key: string | null, amount: number, of: string = digest): string =>
  [
    time,
    literal(of),
    ...[request, key].map((text) => (text === null ? 'NULL::VARCHAR' : literal(text))),
    `${amount}::DOUBLE`,
    "'x'",
    0.5,
  ].join(', ');
const said: string[] = [];
const open = async () => {
  const place = predictionPlace(folder, () => s3AccessOf({}));
  const looked = { model: 'm', digest, until: 1e16, folder, log: (line: string) => void said.push(line) };
  return openPredictions({ files: await loggedFiles(place, looked), digest, manifest, memoryLimit: '1GB' });
};

test('a window holds the rows of the package in its half-open time, from all files, in order of time', async () => {
  await write(`${own}/1970-01-01/b.parquet`, [row(1, 'r2', 'k2', 2), row(2, 'r3', 'k3', 3)]);
  await write('elsewhere/a.parquet', [row(0, 'r1', 'k1', 1), row(0, 'r9', 'k9', 9, `sha256:${'b'.repeat(64)}`)]);
  await using log = await open();
  expect(await log?.span()).toEqual({ first: 0, last: 2 * minute });
  const window = await log?.read({ from: 0, until: 2 * minute });
  expect([window?.keys, window?.repeated]).toEqual([['k1', 'k2'], 0]);
  expect(window?.frame.columns.get('v:amount')).toEqual({ type: 'number', values: Float64Array.of(1, 2) });
});

test('a row that was written twice is used once; rows without a request or key are all kept', async () => {
  await write('a.parquet', [row(0, 'r', 'k', 1), row(0, null, 'k', 1), row(0, 'r', null, 1), row(0, 'r', null, 1)]);
  await write('b.parquet', [row(0, 'r', 'k', 1)]);
  await using log = await open();
  const window = await log?.read({ from: 0, until: minute });
  expect([window?.keys.length, window?.repeated]).toEqual([4, 1]);
});

test('files in the folder of another package are not opened, so that their columns may be others', async () => {
  await write('bbbbbbbbbbbb/a.parquet', [row(0, 'r', 'k', 1)], ['time']);
  expect(await open()).toBeUndefined();
});

test('a column that is missing or holds another type is said by name', async () => {
  await write(
    'a.parquet',
    [row(0, 'r', 'k', 1)],
    [...all.filter((name) => !/amount|city|key/.test(name)), 'request AS "v:amount"', '"v:city"'],
  );
  await expect(open()).rejects.toThrow(/no column "key"\n.*"v:amount" holds VARCHAR, and the package takes a number/);
});

test('nothing in the place at all is a fault; a place with other things holds no prediction', async () => {
  const hint = expect.stringContaining('aval.yaml');
  const fault = { class: 'config', faults: [{ rule: 'monitoring.nothing', message: expect.any(String), hint }] };
  await expect(open()).rejects.toMatchObject(fault);
  const before = folder;
  folder = join(before, 'nowhere');
  await expect(open()).rejects.toMatchObject(fault);
  folder = before;
  await mkdir(join(folder, '.write-ahead'));
  expect(await open()).toBeUndefined();
});

test('a place that can not be read is a fault that names it', async () => {
  await mkdir(join(folder, 'm'));
  const place = predictionPlace(folder, () => s3AccessOf({}));
  const path = `m/${'x'.repeat(300)}`; // longer than a name may be
  await expect(place.list(path)).rejects.toMatchObject({
    class: 'platform',
    faults: [{ rule: 'predictions.folder', message: expect.stringContaining(folder) }],
  });
});

test('files that are being written are passed over: those of the log by their names, a torn copy because it has no end', async () => {
  await write('whole.parquet', [row(0, 'r1', 'k1', 1)]);
  await write('torn.parquet', [row(0, 'r2', 'k2', 2)]);
  const [whole, torn] = [join(folder, 'm/whole.parquet'), join(folder, 'm/torn.parquet')];
  for (const ending of ['wal', 'converted', 'parquet.part']) await copyFile(whole, join(folder, `m/open.${ending}`));
  await truncate(torn, (await readFile(torn)).length - 20);
  await writeFile(join(folder, 'm/empty.parquet'), '');
  said.length = 0;
  await using log = await open();
  expect((await log?.read({ from: 0, until: minute }))?.keys).toEqual(['k1']);
  expect(said).toEqual([
    'm/empty.parquet is passed over: it is not whole, or not yet',
    'm/torn.parquet is passed over: it is not whole, or not yet',
  ]);
});

test('a file that is called Parquet and is broken within is a fault that names it', async () => {
  await mkdir(join(folder, 'm'));
  await writeFile(join(folder, 'm/broken.parquet'), `PAR1${'x'.repeat(40)}PAR1`);
  await expect(open()).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'monitoring.predictions', message: expect.stringContaining('broken.parquet') }],
  });
});

const labelsBy = (keys: readonly string[], rows: Labels['rows']): Labels => ({
  rows,
  rowOf: new Map(keys.map((key, row) => [key, row])),
});

test('labels join by key, the first answer to a key counts, and what is not known yet is counted', () => {
  const { gates } = templateModel('flight-delay').resolved;
  const rules = { gates, project: { statistics: { alpha: 0.05, resamples: 2000 } } as never, threshold: 0.5 };
  const logged = { scores: Float64Array.of(0.9, 0.1, 0.8, 0.7, 0.6), keys: ['a', 'a', 'b', null, 'c'] };
  const labels = labelsBy(['a', 'b', 'c'], { label: Float64Array.of(1, 0, Number.NaN) });
  const training = [
    { metric: 'roc_auc' as const, estimate: { value: 0.7, low: 0.6, high: 0.8, n: 100, method: 'DeLong' } },
  ];
  expect(realised(logged, labels, rules, training)).toMatchObject({
    labelled: 2,
    unlabelled: 1,
    metrics: [{ metric: 'roc_auc', current: { undefined: 'insufficient data: 2 of 10 rows', n: 2 } }],
  });
  expect(realised(logged, labelsBy([], { label: new Float64Array(0) }), rules, training)).toBeUndefined();
});

test('what a window did is rounded as a holdout is: value and bounds are steps of the standard error', () => {
  const { gates } = templateModel('flight-delay').resolved;
  const rules = { gates, project: { statistics: { alpha: 0.05, resamples: 200 } } as never, threshold: 0.5 };
  const rows = Array.from({ length: 200 }, (_, i) => i);
  const scores = Float64Array.from(rows, (i) => (i % 17) / 17 + 0.01);
  const label = Float64Array.from(rows, (i) => Number(i % 17 > 8 !== (i % 5 === 0)));
  const labels = labelsBy(rows.map(String), { label });
  const training = [
    { metric: 'roc_auc' as const, estimate: { value: 0.71234, low: 0.6, high: 0.8, n: 100, method: 'DeLong' } },
  ];
  const told = realised({ scores, keys: rows.map(String) }, labels, rules, training)?.metrics[0];
  if (told === undefined || !('value' in told.current)) throw new Error('there are labels');
  const { value, low, high, se = 0 } = told.current;
  expect(se).toBeGreaterThan(0);
  for (const number of [value, low, high]) expect(number / se).toBeCloseTo(Math.round(number / se), 9);
  expect(told.reference).toMatchObject({ value: 0.71234 });
});

const classes = ['low', 'middle', 'high'];
const ofClasses = { ...manifest, classes } as Manifest;

test('of several classes the list of probabilities is read, and the most probable is the prediction', async () => {
  const path = join(folder, 'm/a.parquet');
  await mkdir(dirname(path), { recursive: true });
  const file = async (lists: readonly string[]) => {
    await using session = await openSession();
    const values = lists.map(
      (list, i) => `(make_timestamp(${i}), ${literal(digest)}, 'r', 'k${i}', 1.5, 'x', ${list})`,
    );
    const names = 'time, digest, request, key, "v:amount", "v:city", probabilities';
    const select = `SELECT * FROM (VALUES ${values.join(', ')}) AS t(${names})`;
    await session.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
    return openPredictions({ files: [path], digest, manifest: ofClasses, memoryLimit: '1GB' });
  };
  const all = ['[0.2, 0.5, 0.3]::DOUBLE[]', '[0.4, 0.4, 0.2]::DOUBLE[]', 'NULL', '[0.1, 0.1, 0.8]::DOUBLE[]'];
  await using log = await file(all);
  const window = await log?.read({ from: 0, until: minute });
  expect([...(window?.scores ?? [])]).toEqual([0.2, 0.5, 0.3, 0.4, 0.4, 0.2, NaN, NaN, NaN, 0.1, 0.1, 0.8]);
  expect(window?.frame.columns.get('prediction')).toEqual({
    type: 'category',
    levels: ['high', 'low', 'middle'],
    codes: Int32Array.of(2, 1, -1, 0),
  });
  await using short = await file(['[0.5, 0.5]::DOUBLE[]']);
  await expect(short?.read({ from: 0, until: minute })).rejects.toThrow('have not 3 probabilities');
  await expect(file(["'high'"])).rejects.toThrow(
    '"probabilities" holds VARCHAR, and the package answers a list of numbers',
  );
});

const settings = { project: { statistics: { alpha: 0.05, resamples: 200 } } as never, threshold: 0.5 };

/** The gates of a template model with another task. */
function gatesOf(problem: object, more: object = {}) {
  const { gates } = templateModel('flight-delay').resolved;
  const { costs: _, ...rest } = gates.problem;
  return { ...gates, problem: { ...rest, ...problem }, evaluate: { ...gates.evaluate, ...more } } as typeof gates;
}

test('several classes: realised metrics come from all probabilities, and rows count by their weight', () => {
  const gates = gatesOf(
    { task: 'multiclass', label: { column: 'x:y', classes } },
    { metrics: ['accuracy', 'log_loss'] },
  );
  const rows = Array.from({ length: 90 }, (_, i) => i);
  const label = Float64Array.from(rows, (i) => i % 3);
  // Two of three right: the third is always taken for the first class.
  const scores = Float64Array.from(rows.flatMap((i) => (i % 3 === 1 ? [0.2, 0.6, 0.2] : [0.6, 0.2, 0.2])));
  const training = (['accuracy', 'log_loss'] as const).map((metric) => ({
    metric,
    estimate: { value: 0.7, low: 0.6, high: 0.8, n: 100, method: 'Wilson' },
  }));
  const logged = { scores, keys: rows.map(String) };
  const of = (more: object) =>
    realised(logged, labelsBy(rows.map(String), { label, ...more }), { gates, ...settings }, training);
  const numberOf = (told: ReturnType<typeof of>, at: number) => {
    const current = told?.metrics[at]?.current;
    if (current === undefined || !('value' in current)) throw new Error(`no number: ${JSON.stringify(current)}`);
    return current;
  };
  const plain = of({});
  expect(plain).toMatchObject({ labelled: 90, unlabelled: 0 });
  expect(numberOf(plain, 0).value).toBeCloseTo(2 / 3, 1);
  expect(numberOf(plain, 1).value).toBeCloseTo((2 * Math.log(1 / 0.6) + Math.log(1 / 0.2)) / 3, 1);
  const heavy = of({ weight: Float64Array.from(rows, (i) => (i % 3 === 2 ? 8 : 1)) });
  expect(numberOf(heavy, 0).value).toBeCloseTo(0.2, 1);
});

test('a ranking is judged by the queries that were answered and labelled as a whole', () => {
  const gates = gatesOf({ task: 'ranking', label: { column: 'x:y' }, query: 'x:q' }, { metrics: ['ndcg'] });
  const rows = Array.from({ length: 80 }, (_, i) => i);
  const query = {
    type: 'category' as const,
    levels: Array.from({ length: 20 }, (_, q) => `q${q}`),
    codes: Int32Array.from(rows, (i) => Math.floor(i / 4)),
  };
  const label = Float64Array.from(rows, (i) => (i === 7 ? Number.NaN : i % 4));
  const keys = rows.filter((i) => i !== 0).map(String); // the first query lacks an answer, the second a label
  const logged = { scores: Float64Array.from(keys, (key) => Number(key) % 4), keys };
  const training = [{ metric: 'ndcg' as const, estimate: { value: 0.9, low: 0.8, high: 1, n: 20, method: 'BCa' } }];
  const told = realised(logged, labelsBy(rows.map(String), { label, query }), { gates, ...settings }, training);
  expect(told).toMatchObject({ labelled: 72, unlabelled: 7, metrics: [{ metric: 'ndcg', current: { n: 18 } }] });
});

test('labels are read up to the last window, or to the lock of today where that is later', () => {
  const { resolved } = templateModel('flight-delay');
  const until = (micros: number) => onNewestData(resolved, resolved, micros).pins.get('departures')?.until;
  expect(until(Date.parse('2001-08-01T00:00:00Z') * 1e3)).toBe('2001-08-01T00:00:00Z');
  expect(until(0)).toBe('2001-07-01T06:52:00Z');
});
