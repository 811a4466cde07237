import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main, type Runner } from '../../actions/monitor/main.ts';
import { type WatchedModel, watchModel } from '../../actions/monitor/watch-model.ts';
import type { Digest } from '../../src/core/digest.ts';
import { fitReport } from '../../src/core/monitoring-report/fit-report.ts';
import { parseMonitoringReport, reportBytes } from '../../src/core/monitoring-report/report.ts';
import { monitoringMarkdown } from '../../src/core/report/monitoring-markdown.ts';
import { type PredictionPlace, predictionPlace } from '../../src/engines/predictions/prediction-place.ts';
import { s3AccessOf } from '../../src/engines/predictions/s3-access.ts';
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
  // Its interval takes no resamples.
  edit(
    repository,
    'models/flight-delay/gates.yaml',
    'metrics: [roc_auc, log_loss, expected_cost]',
    'metrics: [roc_auc]',
  );
  repository.commit('Learn until May');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

const runner: Runner = { now, s3Access: () => s3AccessOf({}), signal: new AbortController().signal };
/** A place elsewhere: its files are fetched before a process without credentials reads them. */
function farPlace(near: PredictionPlace): PredictionPlace {
  const local = async (file: string, folder: string) => {
    const target = path.join(folder, 'flight-delay', 'fetched.parquet');
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(await near.local(file, folder), target);
    return target;
  };
  return { name: 'far', put: near.put, list: (folder) => near.list(folder), isEmpty: () => near.isEmpty(), local };
}

const watch = async (from = (near: PredictionPlace) => near) => {
  const workspace = await openWorkspace(repository.root);
  await using scratch = await mkdtempDisposable(path.join(tmpdir(), 'aval-watch-'));
  const predictions = from(predictionPlace(path.join(repository.root, 'predictions'), runner.s3Access));
  return watchModel(workspace, 'flight-delay', { ...runner, predictions, scratch: scratch.path, log: () => undefined });
};

test('where nothing runs the report is empty, and the summary says why', async () => {
  const toolkit = recordingToolkit({ token: 'none' });
  await main(toolkit, runIn(repository.root), runner);
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

test('predictions in S3 without keys, or in a place that is none, are a fault that says what to do', async () => {
  const at = (predictions: string) =>
    main(recordingToolkit({ token: 'none', predictions }), runIn(repository.root), runner);
  await expect(at('s3://logs/predictions')).rejects.toMatchObject({
    faults: [{ rule: 'predictions.access', hint: expect.stringContaining('AWS_ACCESS_KEY_ID') }],
  });
  await expect(at('gs://logs')).rejects.toMatchObject({ faults: [{ rule: 'predictions.place' }] });
});

/** Lets a version run, whose answers drift from the third week on. Gives its digest. */
async function answering(): Promise<Digest> {
  await avalJson(repository.root, 'publish', 'flight-delay');
  await avalJson(repository.root, 'promote', 'flight-delay', '--to', 'production');
  repository.commit('Run it');
  const running = readFileSync(path.join(repository.root, 'environments/production/flight-delay.yaml'), 'utf8');
  const digest = /sha256:[0-9a-f]{64}/.exec(running)?.[0] as Digest; // the pattern is that of a digest
  const keeps = (distance: number, time: number) => time < may + 14 * day || distance > 1000;
  await logFlights({ root: repository.root, digest, version: '1.0.0', from: may, until: may + 28 * day, keeps });
  return digest;
}

let first: WatchedModel;
test('drifted weeks ask for a retraining, with the lock that would be written; nothing is', async () => {
  const digest = await answering();
  const before = readFileSync(path.join(repository.root, lockFile), 'utf8');
  first = await watch();
  const { part, report } = first;
  expect(part).toMatchObject({ model: 'flight-delay', version: '1.0.0', package: digest, decisive: 3 });
  expect(part?.windows.map(({ outcome }) => outcome)).toEqual(['steady', 'steady', 'drift', 'drift']);
  expect(part?.locks).toMatchObject([{ source: 'departures', rows: 91228, until: '2001-07-01T06:52:00Z' }]);
  expect(readFileSync(path.join(repository.root, lockFile), 'utf8')).toBe(before);
  const summary = monitoringMarkdown([report]);
  expect(summary).toContain('### Retrain flight-delay: flight:distance');
  expect(summary).toContain('A retraining moves <code>sources/departures.lock.yaml to 2001-07-01');
}, 240_000);

test('watched again, by files that were fetched from a place elsewhere, it leaves the same bytes', async () => {
  const again = await watch(farPlace);
  const bytes = [first.part, again.part].map((one) => reportBytes(fitReport('1'.repeat(40), one ? [one] : []).report));
  expect(bytes[1]).toEqual(bytes[0]);
}, 240_000);
