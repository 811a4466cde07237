import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDefined } from '../../src/core/evaluation/estimate.ts';
import type { MonitoringEvidence } from '../../src/core/monitoring/monitoring-evidence.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { avalJson, edit, launcher } from './aval.ts';
import { latenessRepository } from './lateness-repository.ts';

// A model of three classes, whose rows weigh by distance and whose mistakes cost, and one that ranks: trained, published, served, monitored. Each test goes on from the one before.
let repository: TemporaryRepository;
let server: ChildProcess | undefined;
let said = '';
let address = '';
const run = (...args: string[]) => avalJson(repository.root, ...args);
const classes = ['on time', 'late', 'very late'];
/** A line for each true class. */
const classCosts = [
  [0, 1, 2],
  [1, 0, 1],
  [6, 3, 0],
];

beforeAll(async () => {
  repository = await latenessRepository();
  edit(repository, 'models/lateness/model.yaml', 'train:', 'monitor: {window: 7d, minimumRows: 100}\ntrain:');
  for (const model of ['lateness', 'look-first'])
    edit(repository, `models/${model}/model.yaml`, 'flight:origin]', 'flight:origin, flight:before_min]');
  const gates = 'models/lateness/gates.yaml';
  const whole = readFileSync(path.join(repository.root, gates), 'utf8');
  edit(
    repository,
    gates,
    whole.slice(whole.indexOf('  metrics:'), whole.indexOf('gates:')),
    '  metrics: [log_loss, accuracy]\n',
  );
  edit(repository, gates, 'data:', 'data:\n  weight: flights:distance_mi');
  edit(repository, gates, whole.slice(whole.indexOf('  - {metric: roc_auc, class')), '');
  const line = (costs: readonly number[] = []) => `{${classes.map((name, k) => `${name}: ${costs[k]}`).join(', ')}}`;
  const costs = classes.map((name, k) => `    ${name}: ${line(classCosts[k])}`).join('\n');
  edit(repository, gates, 'data:', `  classCosts:\n${costs}\ndata:`);
  repository.commit('Long flights count for more');
}, 60_000);
afterAll(() => {
  server?.kill('SIGKILL');
  repository[Symbol.dispose]();
});

test('both are trained, judged and published, and their packages say what they answer', async () => {
  const models = ['lateness', 'look-first'];
  for (const model of models) expect(await run('publish', model)).toMatchObject({ outcome: 'ok', models: [{ model }] });
  for (const model of models) await run('promote', model, '--to', 'production');
  repository.commit('Run the first versions');
  const folder = path.join(repository.root, '.aval/packages/packages/sha256');
  const manifests = readdirSync(folder)
    .map((name) => JSON.parse(readFileSync(path.join(folder, name, 'manifest.json'), 'utf8')))
    .sort((a, b) => (a.model < b.model ? -1 : 1));
  expect(manifests).toMatchObject([
    { task: 'multiclass', classes, classCosts, signature: { outputs: [{ name: 'probabilities' }] } },
    { task: 'ranking', signature: { outputs: [{ name: 'score' }] } },
  ]);
}, 180_000);

type Row = Readonly<Record<string, string>>;

function flights(): Row[] {
  const [head = '', ...lines] = readFileSync(path.join(repository.root, 'data/flights.csv'), 'utf8').trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])));
}

async function ask(model: string, rows: readonly Row[]) {
  const tensor = (name: string, datatype: string, data: readonly unknown[]) => ({
    name,
    datatype,
    shape: [rows.length],
    data,
  });
  const number = (name: string) =>
    tensor(
      `flight:${name}`,
      'FP64',
      rows.map((row) => Number(row[name])),
    );
  const inputs = [
    ...['hour', 'weekday', 'distance_mi', 'before_min'].map(number),
    tensor(
      'flight:origin',
      'BYTES',
      rows.map((row) => row['origin']),
    ),
    tensor(
      'key',
      'BYTES',
      rows.map((row) => row['flight_id']),
    ),
  ];
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ inputs });
  const answer = await fetch(`${address}/v2/models/${model}/infer`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  const { outputs } = (await answer.json()) as {
    outputs: [{ name: string; shape: number[]; data: number[] }, { name: string; data: string[] }?];
  };
  return outputs;
}

/** The class of least expected cost. */
function cheapest(probabilities: readonly number[]): string | undefined {
  const expected = classes.map((_, k) => probabilities.reduce((sum, p, y) => sum + p * (classCosts[y]?.[k] ?? 0), 0));
  return classes[expected.indexOf(Math.min(...expected))];
}

test('a server answers with the probabilities of the classes that its metadata names and the one of least expected cost, and with a score to rank by', async () => {
  server = spawn(process.execPath, [launcher, 'serve', 'production', '--port', '0', '--predictions', 'predictions'], {
    cwd: repository.root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect
    .poll(() => said, { timeout: 30_000 })
    .toMatch(/lateness 1\.0\.0 answers[\s\S]*look-first 1\.0\.0 answers/);
  address = /http:\/\/[\d.:]+/.exec(said)?.[0] ?? '';
  const metadata = await (await fetch(`${address}/v2/models/lateness`)).json();
  expect(metadata).toMatchObject({
    outputs: [
      { name: 'probabilities', shape: [-1, 3], parameters: { classes } },
      { name: 'class', datatype: 'BYTES', parameters: { classCosts } },
    ],
  });
  const rows = flights().slice(0, 600);
  const [{ data, ...output }, decided] = await ask('lateness', rows);
  expect(output).toEqual({ name: 'probabilities', datatype: 'FP64', shape: [600, 3] });
  const answers = rows.map((_, row) => data.slice(3 * row, 3 * row + 3));
  for (const own of answers) expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(decided?.data).toEqual(answers.map(cheapest));
  const likeliest = answers.map((own) => classes[own.indexOf(Math.max(...own))]);
  expect(decided?.data).not.toEqual(likeliest);
  expect(await ask('look-first', rows.slice(0, 4))).toMatchObject([{ name: 'score', shape: [4] }]);
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);

  const folder = path.join(repository.root, 'predictions/lateness');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.parquet'));
  const bytes = files.map((file) => new Uint8Array(readFileSync(path.join(folder, file))).buffer);
  const logged = (await Promise.all(bytes.map((file) => parquetReadObjects({ file })))).flat();
  expect(logged.map((one) => [one['key'], one['probabilities'], one['class']])).toEqual(
    rows.map(({ flight_id }, row) => [flight_id, answers[row], decided?.data[row]]),
  );
}, 120_000);

test('monitoring watches the class decided for, and says how well the classes came true', async () => {
  const { models } = (await run('monitor', 'lateness', '--until', '2100-01-01', '--predictions', 'predictions')) as {
    models: { windows: { evidence: MonitoringEvidence }[] }[];
  };
  const [window] = models[0]?.windows ?? [];
  expect(window?.evidence).toMatchObject({ rows: 600, realised: { labelled: 600, unlabelled: 0 } });
  const prediction = window?.evidence.columns.find(({ name }) => name === 'prediction');
  expect(prediction).toMatchObject({ kind: 'category', statistic: 'total_variation' });
  const told = window?.evidence.realised?.metrics ?? [];
  expect(told.map(({ metric }) => metric)).toEqual(['log_loss', 'accuracy']);
  const [logLoss, accuracy] = told.map(({ current }) => (isDefined(current) ? current : undefined));
  expect(logLoss?.value).toBeGreaterThan(0.7);
  expect(logLoss?.value).toBeLessThan(Math.log(3));
  expect(accuracy?.value).toBeGreaterThan(0.4);
  expect(accuracy?.n).toBe(600);
}, 120_000);
