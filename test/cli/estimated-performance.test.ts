import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/core/digest.ts';
import { isDefined } from '../../src/core/evaluation/estimate.ts';
import { scorePackage } from '../../src/core/evaluation/score-package.ts';
import { categoryColumn } from '../../src/core/features/category.ts';
import type { Column, Frame } from '../../src/core/features/frame.ts';
import { literal } from '../../src/core/features/sql.ts';
import type { MonitoringEvidence } from '../../src/core/monitoring/monitoring-evidence.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';
import { openSession } from '../../src/engines/duckdb/session.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { avalJson, edit } from './aval.ts';
import { latenessRepository } from './lateness-repository.ts';

// Real flights: how late in three classes, and by how many minutes. Two weeks are answered; of the first one no label is known.
let repository: TemporaryRepository;
/** Every flight; the versions were trained on those before the last 1,400. */
let whole: readonly string[] = [];
const models = ['lateness', 'look-first'] as const;
const at = (name: string) => path.join(repository.root, name);

beforeAll(async () => {
  repository = await latenessRepository();
  edit(repository, 'aval.yaml', 'environments:', 'firstVersion: {rule: notWorse, margin: 50}\nenvironments:'); // gates are not what is tested
  const gates = 'models/look-first/gates.yaml';
  edit(repository, gates, 'task: ranking\n  query: flights:day', 'task: regression');
  edit(repository, gates, 'dev: {share: 0.4, group: flights:day}', 'dev: {share: 0.4}');
  edit(repository, gates, 'holdout: {share: 0.3, group: flights:day}', 'holdout: {share: 0.3}');
  edit(repository, gates, 'metrics: [ndcg, map]', 'metrics: [mae, rmse, r2]');
  edit(repository, gates, 'metric: ndcg, rule: notWorse, margin: 0.02', 'metric: mae, rule: notWorse, margin: 50');
  for (const model of models) {
    edit(repository, `models/${model}/model.yaml`, 'train:', 'monitor: {window: 7d, minimumRows: 100}\ntrain:');
    edit(repository, `models/${model}/model.yaml`, 'flight:origin]', 'flight:origin, flight:before_min]');
  }
  whole = readFileSync(at('data/flights.csv'), 'utf8').trim().split('\n');
  writeFileSync(at('data/flights.csv'), `${whole.slice(0, -1400).join('\n')}\n`);
  repository.git('commit', '--quiet', '--all', '--amend', '--no-edit'); // the first commit, so that no older policy judges
  for (const model of models)
    expect(await avalJson(repository.root, 'publish', model)).toMatchObject({ outcome: 'ok' });
  for (const model of models) await avalJson(repository.root, 'promote', model, '--to', 'production');
  writeFileSync(at('data/flights.csv'), `${whole.join('\n')}\n`);
  repository.commit('Run the first versions; the last flights have left');
}, 240_000);
afterAll(() => repository[Symbol.dispose]());

type Row = Readonly<Record<string, string>>;

function newFlights(): Row[] {
  const names = whole[0]?.split(',') ?? [];
  return whole.slice(-1400).map((line) => Object.fromEntries(line.split(',').map((cell, k) => [names[k] ?? '', cell])));
}

/** Writes the log that serving would leave, with these keys. */
async function logAnswers(model: string, rows: readonly Row[], day: string, keyOf: (row: Row) => string) {
  const environment = readFileSync(at(`environments/production/${model}.yaml`), 'utf8');
  const digest = /sha256:[0-9a-f]{64}/.exec(environment)?.[0] as Digest; // the pattern is that of a digest
  const item = await new FolderStore(at('.aval/packages')).get(digest);
  if (item === undefined) throw new Error('the package is not in the store');
  const numbers = ['hour', 'weekday', 'distance_mi', 'before_min'];
  const columns = new Map<string, Column>([
    ...numbers.map((name): [string, Column] => [
      `flight:${name}`,
      { type: 'number', values: Float64Array.from(rows, (row) => Number(row[name])) },
    ]),
    ['flight:origin', categoryColumn(rows.map((row) => row['origin'] ?? null))],
  ]);
  const frame: Frame = { rows: rows.length, columns };
  const scores = await scorePackage(item, frame, Uint32Array.from(rows.keys()), gbdtEngine);
  const width = scores.length / rows.length;
  const lines = rows.map((row, i) => ({
    time: `${day}T12:00:00Z`,
    digest,
    request: `${day} ${i}`,
    key: keyOf(row),
    ...Object.fromEntries(numbers.map((name) => [`flight:${name}`, Number(row[name])])),
    'flight:origin': row['origin'],
    ...(width > 1 ? { probabilities: [...scores.subarray(width * i, width * (i + 1))] } : { prediction: scores[i] }),
  }));
  const folder = at(`predictions/${model}/${day}`);
  mkdirSync(folder, { recursive: true });
  const json = path.join(repository.root, `${model}-${day}.json`);
  writeFileSync(json, lines.map((line) => JSON.stringify(line)).join('\n'));
  const types = [
    ...["'time': 'TIMESTAMPTZ'", "'digest': 'VARCHAR'", "'request': 'VARCHAR'", "'key': 'VARCHAR'"],
    ...numbers.map((name) => `'flight:${name}': 'DOUBLE'`),
    "'flight:origin': 'VARCHAR'",
    width > 1 ? "'probabilities': 'DOUBLE[]'" : "'prediction': 'DOUBLE'",
  ].join(', ');
  await using session = await openSession();
  await session.run(
    `COPY (SELECT * FROM read_json(${literal(json)}, format = 'newline_delimited', columns = {${types}}))
TO ${literal(path.join(folder, 'one.parquet'))} (FORMAT parquet)`,
  );
}

async function windowsOf(model: string): Promise<readonly MonitoringEvidence[]> {
  const rows = newFlights();
  await logAnswers(model, rows.slice(0, 700), '2026-01-06', ({ flight_id }) => `not yet ${flight_id}`);
  await logAnswers(model, rows.slice(700), '2026-01-13', ({ flight_id = '' }) => flight_id);
  const until = ['--until', '2026-02-01', '--predictions', 'predictions'];
  const { models: told } = (await avalJson(repository.root, 'monitor', model, ...until)) as {
    models: { windows: { evidence: MonitoringEvidence }[] }[];
  };
  return told[0]?.windows.map(({ evidence }) => evidence) ?? [];
}

test.each([
  ['lateness', 'CBPE', ['log_loss', 'accuracy', 'f1_macro']],
  ['look-first', 'direct loss estimation', ['mae']], // a few flights are hours late: nothing in a row tells which
])(
  '%s: what is estimated by %s stands alone while labels are late, and beside what was realised afterwards',
  async (model, method, metrics) => {
    const [late, known] = await windowsOf(model);
    expect(late).toMatchObject({ rows: 700 });
    expect(late).not.toHaveProperty('realised');
    const estimates = late?.estimated?.metrics.filter(({ current }) => isDefined(current)) ?? [];
    expect(estimates.map(({ metric }) => metric)).toEqual(metrics);
    for (const { current, weighted } of estimates) {
      expect(current).toMatchObject({ method, n: 700 });
      expect(weighted).toMatchObject({ method: 'importance weighting' });
    }
    expect(known?.realised).toMatchObject({ labelled: 700, unlabelled: 0 });
    for (const metric of metrics) {
      const told = known?.realised?.metrics.find((one) => one.metric === metric);
      expect(told).toMatchObject({ held: expect.any(Boolean), estimated: { method } });
    }
  },
  120_000,
);
