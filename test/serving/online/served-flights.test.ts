// A server of the template's flights, asked by airport and time: a real repository, a real package, real HTTP, the prediction log read back.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Column } from '../../../src/core/features/frame.ts';
import { timeText } from '../../../src/core/features/time-text.ts';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { edit, templateRepository } from '../../cli/aval.ts';
import type { TemporaryRepository } from '../../engines/git/temporary-repository.ts';
import { packageFlights } from './flight-package.ts';
import { delayedFlights, lateFlight, type ServedFlights, serveFlights, tensor, traffic, trafficOf } from './served.ts';

const elsewhere = mkdtempSync(path.join(tmpdir(), 'aval-online-test-'));
const view = 'features/origin_traffic.yaml';
let repository: TemporaryRepository;
let frame: ReadonlyMap<string, Column>;
let server: ServedFlights;
/** Rows of the frame: the last 1,500 flights. */
let rows: number[];

beforeAll(async () => {
  repository = await templateRepository();
  const { columns, time, deployment } = await packageFlights(repository.root);
  frame = columns;
  rows = [...time.keys()].sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0)).slice(-1500);
  repository.write(deployment);
  // The head has moved on: what the version was trained from is at its tag.
  edit(repository, 'models/flight-delay/model.yaml', 'trees: 100', 'trees: 101');
  repository.commit('Run it, and change the model');
  server = await serveFlights({ folder: repository.root, cacheFolder: path.join(elsewhere, 'cache') });
}, 180_000);
afterAll(async () => {
  await server?.stop();
  repository?.[Symbol.dispose]();
  rmSync(elsewhere, { recursive: true, force: true });
});

/** The inputs of these rows as a client would send them. */
function inputsOf(places: readonly number[], names: readonly string[]): object[] {
  return names.map((name) => {
    const column = frame.get(name);
    if (column === undefined) throw new Error(name);
    if (column.type === 'category')
      return tensor(
        name,
        places.map((row) => column.levels[column.codes[row] ?? -1] ?? null),
      );
    const values = places.map((row) => column.values[row] ?? Number.NaN);
    if (column.type === 'time') return tensor(name, values.map(timeText));
    return tensor(
      name,
      values.map((value) => (Number.isNaN(value) ? null : value)),
    );
  });
}

const flight = ['flight:scheduled_at', 'flight:origin', 'flight:destination', 'flight:distance_mi'];

test('1,500 flights that leave the traffic out are answered as if they gave what the offline join says', async () => {
  const [left, given] = [
    await server.ask(inputsOf(rows, flight)),
    await server.ask(inputsOf(rows, [...flight, traffic])),
  ];
  expect(left.status).toBe(200);
  expect(left.json.outputs[0].data).toHaveLength(1500);
  expect(left.json.outputs).toEqual(given.json.outputs);
  const one = await server.ask(inputsOf(rows.slice(0, 1), flight));
  expect(one.json.outputs[0].data).toEqual(left.json.outputs[0].data.slice(0, 1));
});

test('metadata says what may be left out, and by what it is joined', async () => {
  expect((await server.call('/v2/models/flight-delay')).json.parameters.online).toEqual([
    {
      view: 'origin_traffic',
      inputs: [traffic],
      keys: [{ name: 'flight:origin', datatype: 'BYTES' }],
      time: 'flight:scheduled_at',
    },
  ]);
});

test('keys without a row and missing ones, and times before what is kept', async () => {
  const [first, ...rest] = inputsOf(rows.slice(0, 2), flight);
  const origins = ['XXX', null];
  const unknown = [first, tensor('flight:origin', origins), ...rest.slice(1)] as object[];
  const missing = [...unknown, tensor(traffic, [null, null])];
  missing[missing.length - 1] = { ...missing.at(-1), datatype: 'FP64' };
  expect((await server.ask(unknown)).json.outputs).toEqual((await server.ask(missing)).json.outputs);
  const { json } = await server.call('/metrics');
  expect(json).toContain('aval_online_unknown_keys_total{model="flight-delay",view="origin_traffic"} 1');
  const early = [tensor('flight:scheduled_at', ['2001-03-01T10:00:00Z', '2001-06-20T10:00:00Z']), ...rest] as object[];
  expect(await server.ask(early)).toMatchObject({
    status: 400,
    json: {
      error: expect.stringMatching(/"flight:scheduled_at"\[0\]: 2001-03-01T10:00:00Z is before 2001-0[56]-\d\dT/),
    },
  });
  expect(await server.ask(rest)).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('the input "flight:scheduled_at" is not there') },
  });
});

/** What the rows of the file become, seen by the flights after them. */
async function rewrite(select: string): Promise<void> {
  const file = path.join(repository.root, 'data/departures.parquet');
  const next = path.join(elsewhere, 'next.parquet');
  await using session = await openSession();
  await session.run(`COPY (${select.replaceAll('FLIGHTS', `read_parquet('${file}')`)}) TO '${next}' (FORMAT parquet)`);
  renameSync(next, file);
}

const answered = async (inputs: object[]) => (await server.ask(inputs)).json.outputs;
const withMean = (mean: number | null) => answered([...lateFlight, trafficOf(mean)]);

test('rows that are appended show up without a restart, each from when it is known', async () => {
  expect(await answered(lateFlight)).toEqual(await withMean(null));
  await rewrite(`SELECT * FROM FLIGHTS UNION ALL BY NAME ${delayedFlights}`);
  const expected = await withMean(60);
  expect(expected).not.toEqual(await withMean(null));
  await expect.poll(() => answered(lateFlight), { timeout: 15_000 }).toEqual(expected);
});

test('a file that can not be read leaves the rows that are there, and says so once', async () => {
  const file = path.join(repository.root, 'data/departures.parquet');
  const whole = readFileSync(file);
  const before = await answered(lateFlight);
  writeFileSync(file, 'not parquet');
  await server.says(/origin_traffic can't be read, those that were read go on: .*departures/);
  const failures = async () =>
    Number(/aval_online_refresh_failures_total\{.*\} (\d+)/.exec((await server.call('/metrics')).json)?.[1]);
  await expect.poll(failures, { timeout: 15_000 }).toBeGreaterThan(1);
  expect(server.said.filter((line) => /can't be read/.test(line))).toHaveLength(1);
  expect(await answered(lateFlight)).toEqual(before);
  server.said.length = 0;
  writeFileSync(file, whole);
  await server.says(/the rows of the view origin_traffic are read/);
  expect(await answered(lateFlight)).toEqual(before);
});

test('a view that is not what the version was trained with any more is not joined; whole requests are answered', async () => {
  const before = await answered(inputsOf(rows.slice(0, 3), [...flight, traffic]));
  edit(repository, view, "interval '1 minute'", "interval '2 minutes'");
  repository.commit('Delays become known later');
  server.said.length = 0;
  await server.nudge();
  await server.says(/flight-delay 1\.0\.0 answers only requests with the features of origin_traffic/);
  const refused = await server.ask(inputsOf(rows.slice(0, 3), flight));
  expect(refused).toMatchObject({ status: 503, json: { error: expect.stringContaining('knownAt departed_at') } });
  expect(await answered(inputsOf(rows.slice(0, 3), [...flight, traffic]))).toEqual(before);
  const { json } = await server.call('/metrics');
  expect(json).toContain('aval_online_refused{model="flight-delay",view="origin_traffic"} 1');
  expect(json).toContain('aval_serving_diverged 1');
  expect((await server.call('/v2/models/flight-delay/ready')).json.parameters.faults).toHaveLength(1);
  expect((await server.call('/v2/health/ready')).status).toBe(200);
  edit(repository, view, "interval '2 minutes'", "interval '1 minute'");
  repository.commit('As before');
  await server.nudge();
  await expect
    .poll(async () => (await server.ask(inputsOf(rows.slice(0, 3), flight))).status, { timeout: 15_000 })
    .toBe(200);
  expect(await answered(inputsOf(rows.slice(0, 3), flight))).toEqual(before);
});

test('a view that is not online has to be given', async () => {
  edit(repository, view, 'online: true', 'online: false');
  repository.commit('Off line');
  await server.nudge();
  const refused = () => server.ask(inputsOf(rows.slice(0, 3), flight));
  await expect.poll(async () => (await refused()).status, { timeout: 15_000 }).toBe(400);
  expect((await refused()).json.error).toContain(`the input "${traffic}" is not there`);
});

test('the log holds what was joined, bit for bit what the offline join gives', async () => {
  await server.stop();
  const folder = path.join(repository.root, 'predictions');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.parquet'));
  const logged = (
    await Promise.all(files.map((file) => parquetReadObjects({ file: buffer(readFileSync(path.join(folder, file))) })))
  ).flat();
  const column = frame.get(traffic);
  if (column?.type !== 'number') throw new Error('not a number column');
  const joined = logged.slice(0, 1500).map((row) => Number(row[traffic] ?? Number.NaN));
  expect(joined).toEqual(rows.map((row) => column.values[row]));
  expect(joined.filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(1000);
});

const buffer = (bytes: Buffer) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
