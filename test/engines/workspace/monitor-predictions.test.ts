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
import { onNewestData, realised } from '../../../src/engines/workspace/monitor-labels.ts';
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

test('labels join by key, the first answer to a key counts, and what is not known yet is counted', () => {
  const { gates } = templateModel('flight-delay').resolved;
  const rules = { gates, project: { statistics: { alpha: 0.05, resamples: 2000 } } as never, threshold: 0.5 };
  const values = Float64Array.of(0.9, 0.1, 0.8, 0.7, 0.6);
  const frame = { rows: 5, columns: new Map([['prediction', { type: 'number' as const, values }]]) };
  const logged = { frame, keys: ['a', 'a', 'b', null, 'c'], repeated: 0 };
  const labels = new Map([
    ['a', 1],
    ['b', 0],
    ['c', Number.NaN],
  ]);
  const training = [
    { metric: 'roc_auc' as const, estimate: { value: 0.7, low: 0.6, high: 0.8, n: 100, method: 'DeLong' } },
  ];
  expect(realised(logged, labels, rules, training)).toMatchObject({
    labelled: 2,
    unlabelled: 1,
    metrics: [{ metric: 'roc_auc', current: { undefined: 'insufficient data: 2 of 10 rows', n: 2 } }],
  });
  expect(realised(logged, new Map(), rules, training)).toBeUndefined();
});

test('what a window did is rounded as a holdout is: value and bounds are steps of the standard error', () => {
  const { gates } = templateModel('flight-delay').resolved;
  const rules = { gates, project: { statistics: { alpha: 0.05, resamples: 200 } } as never, threshold: 0.5 };
  const rows = Array.from({ length: 200 }, (_, i) => i);
  const values = Float64Array.from(rows, (i) => (i % 17) / 17 + 0.01);
  const frame = { rows: 200, columns: new Map([['prediction', { type: 'number' as const, values }]]) };
  const labels = new Map(rows.map((i) => [`${i}`, Number(i % 17 > 8 !== (i % 5 === 0))]));
  const training = [
    { metric: 'roc_auc' as const, estimate: { value: 0.71234, low: 0.6, high: 0.8, n: 100, method: 'DeLong' } },
  ];
  const told = realised({ frame, keys: rows.map(String), repeated: 0 }, labels, rules, training)?.metrics[0];
  if (told === undefined || !('value' in told.current)) throw new Error('there are labels');
  const { value, low, high, se = 0 } = told.current;
  expect(se).toBeGreaterThan(0);
  for (const number of [value, low, high]) expect(number / se).toBeCloseTo(Math.round(number / se), 9);
  expect(told.reference).toMatchObject({ value: 0.71234 });
});

test('labels are read up to the last window, or to the lock of today where that is later', () => {
  const { resolved } = templateModel('flight-delay');
  const until = (micros: number) => onNewestData(resolved, resolved, micros).pins.get('departures')?.until;
  expect(until(Date.parse('2001-08-01T00:00:00Z') * 1e3)).toBe('2001-08-01T00:00:00Z');
  expect(until(0)).toBe('2001-07-01T06:52:00Z');
});
