import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../actions/monitor/main.ts';
import { watchModel } from '../../actions/monitor/watch-model.ts';
import type { Digest } from '../../src/core/digest.ts';
import { fitReport } from '../../src/core/monitoring-report/fit-report.ts';
import { parseMonitoringReport, reportBytes } from '../../src/core/monitoring-report/report.ts';
import { monitoringMarkdown } from '../../src/core/report/monitoring-markdown.ts';
import { Frames } from '../../src/engines/workspace/frames.ts';
import { openWorkspace } from '../../src/engines/workspace/workspace.ts';
import { avalJson, edit, templateRepository } from '../cli/aval.ts';
import { logFlights } from '../cli/flight-log.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

const day = 8.64e10;
const may = Date.parse('2001-05-01T07:00:00Z') * 1e3;
const now = Date.parse('2001-05-30T00:00:00Z') * 1e3;
const lockFile = 'sources/departures.lock.yaml';
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
  edit(repository, lockFile, '2001-07-01T06:52:00Z', '2001-05-01T07:00:00Z');
  repository.commit('Learn until May');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const watch = async () => {
  const workspace = await openWorkspace(repository.root);
  const session = { workspace, frames: new Frames(workspace, () => undefined), progress: () => undefined };
  const settings = { predictions: path.join(repository.root, 'predictions'), now, log: () => undefined };
  return watchModel(session, 'flight-delay', settings);
};

test('where nothing runs the report is empty, and the summary says why', async () => {
  const toolkit = recordingToolkit({ token: 'none' });
  await main(toolkit, runIn(repository.root), now);
  const file = path.join(toolkit.outputs.get('folder') ?? '', 'report.json');
  expect(parseMonitoringReport(readFileSync(file))).toMatchObject({
    commit: repository.git('rev-parse', 'HEAD'),
    models: [],
  });
  expect(toolkit.outputs.get('retrain')).toBe('[]');
  expect(toolkit.summaries.join('')).toContain('- flight-delay: production runs no version of it');
  expect(toolkit.faults).toEqual([]);
  rmSync(path.dirname(file), { recursive: true }); // so that the checkout is as it was
}, 60_000);

test('predictions in a place that is no folder are a fault that says what to do', async () => {
  const toolkit = recordingToolkit({ token: 'none', predictions: 's3://logs/predictions' });
  await expect(main(toolkit, runIn(repository.root), now)).rejects.toMatchObject({
    faults: [{ rule: 'monitoring.place', hint: expect.stringContaining('by a step before') }],
  });
});

test('drifted weeks ask for a retraining, with the lock that would be written; nothing is', async () => {
  await avalJson(repository.root, 'publish', 'flight-delay');
  await avalJson(repository.root, 'promote', 'flight-delay', '--to', 'production');
  repository.commit('Run it');
  const running = readFileSync(path.join(repository.root, 'environments/production/flight-delay.yaml'), 'utf8');
  const digest = /sha256:[0-9a-f]{64}/.exec(running)?.[0] as Digest; // the pattern is that of a digest
  const keeps = (distance: number, time: number) => time < may + 14 * day || distance > 1000;
  await logFlights({ root: repository.root, digest, version: '1.0.0', from: may, until: may + 28 * day, keeps });
  const before = readFileSync(path.join(repository.root, lockFile), 'utf8');
  const { part, report } = await watch();
  expect(part).toMatchObject({ model: 'flight-delay', version: '1.0.0', package: digest, decisive: 3 });
  expect(part?.windows.map(({ outcome }) => outcome)).toEqual(['steady', 'steady', 'drift', 'drift']);
  expect(part?.locks).toMatchObject([{ source: 'departures', rows: 91228, until: '2001-07-01T06:52:00Z' }]);
  expect(readFileSync(path.join(repository.root, lockFile), 'utf8')).toBe(before);
  const summary = monitoringMarkdown([report]);
  expect(summary).toContain('### Retrain flight-delay: flight:distance');
  expect(summary).toContain('A retraining moves <code>sources/departures.lock.yaml to 2001-07-01');
  const again = await watch();
  const bytes = [part, again.part].map((one) => reportBytes(fitReport('1'.repeat(40), one ? [one] : []).report));
  expect(bytes[1]).toEqual(bytes[0]);
}, 240_000);
