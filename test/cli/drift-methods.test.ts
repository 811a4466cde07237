import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/core/digest.ts';
import type { MonitoringEvidence } from '../../src/core/monitoring/monitoring-evidence.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, templateRepository } from './aval.ts';
import { logFlights } from './flight-log.ts';

// A version that learned until May runs; from the second half of May on only flights over 1,000 miles are asked about.
const day = 8.64e10;
const may = Date.parse('2001-05-01T07:00:00Z') * 1e3;
const file = 'models/flight-delay/model.yaml';
let repository: TemporaryRepository;
let drift = 'drift: {q: 0.05}';

beforeAll(async () => {
  repository = await templateRepository();
  edit(repository, 'sources/departures.lock.yaml', '2001-07-01T06:52:00Z', '2001-05-01T07:00:00Z');
  const metrics = 'metrics: [roc_auc, log_loss, expected_cost]';
  edit(repository, 'models/flight-delay/gates.yaml', metrics, 'metrics: [log_loss]');
  repository.commit('Learn until May');
  await avalJson(repository.root, 'publish', 'flight-delay');
  await avalJson(repository.root, 'promote', 'flight-delay', '--to', 'production');
  repository.commit('Run it');
  const live = readFileSync(path.join(repository.root, 'environments/production/flight-delay.yaml'), 'utf8');
  const digest = /sha256:[0-9a-f]{64}/.exec(live)?.[0] as Digest; // the pattern is that of a digest
  const keeps = (distance: number, time: number) => time < may + 14 * day || distance > 1000;
  await logFlights({ root: repository.root, digest, version: '1.0.0', from: may, until: may + 31 * day, keeps });
}, 240_000);
afterAll(() => repository[Symbol.dispose]());

/** Evidence of the windows when `monitor.drift` is this, and what the terminal shows. */
async function monitored(asked: string): Promise<{ windows: readonly MonitoringEvidence[]; text: string }> {
  edit(repository, file, drift, asked);
  drift = asked;
  const { models } = (await avalJson(repository.root, 'monitor', 'flight-delay', '--until', '2001-06-01')) as {
    models: { windows: { evidence: MonitoringEvidence }[] }[];
  };
  const { stdout } = await aval(repository.root, ['monitor', 'flight-delay', '--until', '2001-06-01']);
  return { windows: models[0]?.windows.map(({ evidence }) => evidence) ?? [], text: stdout };
}

const distance = ({ columns }: MonitoringEvidence) => columns.find(({ name }) => name === 'flight:distance_mi');

test('numbers by Jensen-Shannon distance: the weeks of the reference say what is usual, and the method is named', async () => {
  const { windows, text } = await monitored('drift: {number: {method: jensen_shannon}}');
  expect(windows.map(({ outcome }) => outcome)).toEqual(['steady', 'steady', 'drift', 'drift']);
  expect(windows[2]?.reference).toMatchObject({ windows: expect.any(Number), q: 0.05 });
  expect(windows[2] && distance(windows[2])).toMatchObject({ statistic: 'jensen_shannon', chosen: true, alarm: true });
  expect(text).toMatch(/flight:distance_mi +\d+ +\d+ +0\.\d\d Jensen-Shannon \(usual: up to 0\.\d\d\)/);
  expect(text).toContain('Jensen-Shannon: distance, 0 to 1');
  // What the definition says nothing of stays with aval's own.
  expect(text).toMatch(/flight:destination .* 0\.\d\d \(usual: up to 0\.\d\d\)/);
}, 240_000);

test('one column by a method of its own, at a threshold of its own', async () => {
  const { windows } = await monitored(
    'drift: {columns: {"flight:distance_mi": {method: mann_whitney, threshold: 0.99}, prediction: {method: psi}}}',
  );
  for (const window of windows) {
    expect(distance(window)).toMatchObject({ statistic: 'mann_whitney', chosen: true, alarm: false });
    expect(distance(window)?.threshold).toBeGreaterThanOrEqual(0.99);
  }
  expect(windows[2]?.columns.find(({ name }) => name === 'prediction')).toMatchObject({ statistic: 'psi' });
}, 240_000);

test('as Evidently has it by default: its methods and limits, and a window drifts by the share of its columns', async () => {
  const { windows, text } = await monitored('drift: {profile: evidently}');
  for (const { reference, columns, drifted, outcome } of windows) {
    expect(reference).toMatchObject({ windows: 0, profile: 'evidently' });
    expect(columns.map(({ statistic }) => statistic)).not.toContain('missing_rate');
    const share = columns.filter(({ alarm }) => alarm).length / columns.length;
    expect(drifted).toEqual({ share, least: 0.5 });
    expect(outcome).toBe(share >= 0.5 ? 'drift' : 'steady');
  }
  expect(windows[2] && distance(windows[2])).toMatchObject({
    statistic: 'wasserstein',
    tool: { tool: 'evidently', tests: 'effect', limit: 0.1 },
    alarm: true,
  });
  expect(text).toContain('by the defaults of evidently');
  expect(text).toMatch(/% of columns alarm, 50\.0 % are a drift/);
}, 240_000);

test('a column that the model does not have is an error with its place and the nearest name', async () => {
  edit(repository, file, drift, 'drift: {columns: {"flight:distance": {method: psi}}}');
  drift = 'drift: {columns: {"flight:distance": {method: psi}}}';
  const { code, stderr } = await aval(repository.root, ['monitor', 'flight-delay', '--until', '2001-06-01']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/models\/flight-delay\/model\.yaml:\d+:\d+/);
  expect(stderr).toContain('"flight:distance" is no column that this model is watched by');
  expect(stderr).toContain('Did you mean "flight:distance_mi"?');
});
