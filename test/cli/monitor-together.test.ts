import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dealOut } from '../../bench/drift/together.ts';
import type { Digest } from '../../src/core/digest.ts';
import type { MonitoringEvidence } from '../../src/core/monitoring/monitoring-evidence.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';
import { logFlights } from './flight-log.ts';

// In May every flight is said to go where another one goes: each column holds what it always held, and together they make no sense.
const day = 8.64e10;
const may = Date.parse('2001-05-01T07:00:00Z') * 1e3;
const until = '2001-05-23';
const modelFile = 'models/flight-delay/model.yaml';
let repository: TemporaryRepository;

beforeAll(async () => {
  repository = await templateRepository();
  edit(repository, 'sources/departures.lock.yaml', '2001-07-01T06:52:00Z', '2001-05-01T07:00:00Z');
  const gates = 'models/flight-delay/gates.yaml';
  edit(repository, gates, 'metrics: [roc_auc, log_loss, expected_cost]', 'metrics: [roc_auc]'); // its interval takes no resamples
  repository.commit('Learn until May');
  await avalJson(repository.root, 'publish', 'flight-delay');
  await avalJson(repository.root, 'promote', 'flight-delay', '--to', 'production');
  repository.commit('Run it');
  const file = readFileSync(path.join(repository.root, 'environments/production/flight-delay.yaml'), 'utf8');
  const digest = /sha256:[0-9a-f]{64}/.exec(file)?.[0] as Digest; // the pattern is that of a digest
  await logFlights({
    root: repository.root,
    digest,
    version: '1.0.0',
    from: may,
    until: may + 22 * day,
    keeps: () => true,
    change: (kept) => dealOut(kept, 'flight:destination'),
  });
}, 240_000);
afterAll(() => repository[Symbol.dispose]());

async function evidence(): Promise<readonly MonitoringEvidence[]> {
  const { models } = (await avalJson(repository.root, 'monitor', 'flight-delay', '--until', until)) as {
    models: { windows: { evidence: MonitoringEvidence }[] }[];
  };
  return models[0]?.windows.map((window) => window.evidence) ?? [];
}

test('column by column, three weeks are steady, and nothing is said of all together', async () => {
  const windows = await evidence();
  expect(windows.map(({ outcome }) => outcome)).toEqual(['steady', 'steady', 'steady']);
  expect(windows.every((window) => !('together' in window))).toBe(true);
  expect(await avalJson(repository.root, 'decide', 'flight-delay')).toMatchObject({ decision: 'steady' });
}, 120_000);

test('together they drift, although no column moved: the terminal says so, and the decision is to retrain', async () => {
  edit(repository, modelFile, 'drift: {q: 0.05}', 'drift: {q: 0.05, together: {method: domain_classifier}}');
  const windows = await evidence();
  expect(windows.flatMap(({ columns }) => columns.filter(({ alarm }) => alarm))).toEqual([]);
  expect(windows.map(({ outcome }) => outcome)).toEqual(['drift', 'drift', 'drift']);
  for (const { together } of windows) {
    expect(together).toMatchObject({
      method: 'domain_classifier',
      windows: expect.any(Number),
      rows: { reference: 2000, current: expect.any(Number) },
      alarm: true,
      most: expect.arrayContaining(['flight:destination', 'flight:distance_mi']),
    });
  }
  const { stdout } = await aval(repository.root, ['monitor', 'flight-delay', '--until', until]);
  expect(stdout.match(/drift: 0 of \d+, all together/g)).toHaveLength(3);
  expect(stdout).toMatch(
    /All columns together: ROC AUC of trees .* 0\.\d+ \(usual: up to 0\.\d+\) [▁-█]{3}, most of it by flight:/,
  );
  expect(await avalJson(repository.root, 'decide', 'flight-delay')).toMatchObject({
    decision: 'retrain',
    moved: [],
    together: { method: 'domain_classifier', alarms: 3 },
  });
  const said = await aval(repository.root, ['decide', 'flight-delay']);
  expect(said.stdout).toContain('Retrain flight-delay: the columns together moved');
}, 180_000);

test.each([
  ['pca_reconstruction', { usual: { low: expect.any(Number), high: expect.any(Number) }, alarm: true }],
  ['mmd', { sigma: expect.any(Number), permutations: { divisions: 200, exact: false, atLeast: expect.any(Number) } }],
])(
  '%s tells its own numbers',
  async (method, told) => {
    edit(repository, modelFile, 'method: domain_classifier', `method: ${method}`);
    const windows = await evidence();
    edit(repository, modelFile, `method: ${method}`, 'method: domain_classifier');
    for (const { together } of windows) expect(together).toMatchObject({ method, ...told });
  },
  120_000,
);
