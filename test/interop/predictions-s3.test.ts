import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseDigest } from '../../src/core/digest.ts';
import type { Manifest } from '../../src/core/registry/package.ts';
import { loggedFiles } from '../../src/engines/predictions/logged-files.ts';
import { predictionPlace } from '../../src/engines/predictions/prediction-place.ts';
import { readPredictions } from '../../src/engines/predictions/read-predictions.ts';
import { s3AccessOf } from '../../src/engines/predictions/s3-access.ts';
import { openPredictions } from '../../src/engines/workspace/monitor-predictions.ts';
import type { LogEvent } from '../../src/serving/log/log-event.ts';
import { openPredictionLog } from '../../src/serving/log/open-prediction-log.ts';
import { keysIn } from '../serving/log/folder.ts';
import { digest, numberColumn, rowsOf } from '../serving/log/rows.ts';

const program = process.env['AVAL_S3_SERVER'] ?? '.tools/versitygw';
const everything = { from: 0, until: 1e14 };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  server.close();
  await once(server, 'close');
  return port;
}

/** A bucket over a folder, and its server: not yet running. */
async function newBucket() {
  const root = await mkdtemp(join(tmpdir(), 'aval-s3-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [store, local, port] = [join(root, 'store'), join(root, 'local'), await freePort()];
  await mkdir(join(store, 'bucket'), { recursive: true });
  const variables = {
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
  };
  const place = (more: Record<string, string> = {}) =>
    predictionPlace('s3://bucket/logs', () => s3AccessOf({ ...variables, ...more }));
  const start = () => {
    const args = ['--access', 'key', '--secret', 'secret', '--port', `127.0.0.1:${port}`, '--quiet', 'posix'];
    const server = spawn(program, [...args, '--sidecar', join(root, 'meta'), store], { stdio: 'ignore' });
    onTestFinished(() => void server.kill());
  };
  await mkdir(join(root, 'meta'));
  return { store: join(store, 'bucket'), local, place, start };
}

describe('predictions in a real S3', () => {
  it('are put, listed and read', async () => {
    const { store, local, place, start } = await newBucket();
    start();
    await vi.waitFor(() => place().list('loan'), 20_000);
    const log = await openPredictionLog(place(), { local, told: () => undefined });
    log.record(rowsOf(['a', 'b']));
    log.record(rowsOf(['c'], {}, { digest: `sha256:${'c'.repeat(64)}` }));
    await log.close();
    expect(await readPredictions(place(), 'loan', everything)).toHaveLength(2);
    const [path = ''] = await readPredictions(place(), 'loan', { ...everything, digest });
    expect(path).toMatch(/^loan\/ab12ab12ab12\/.*\.parquet$/);
    expect(await keysIn(join(store, 'logs'))).toEqual(['a', 'b', 'c']);
    expect(await readdir(local)).toEqual([]);
  });

  it('are monitored: a window holds what the server logged, and no other version', async () => {
    const { local, place, start } = await newBucket();
    start();
    await vi.waitFor(() => place().list('loan'), 20_000);
    const looked = { model: 'loan', digest, until: 1e16, folder: join(local, 'fetched'), log: () => undefined };
    await expect(loggedFiles(place(), looked)).rejects.toMatchObject({ faults: [{ rule: 'monitoring.nothing' }] });
    const log = await openPredictionLog(place(), { local, told: () => undefined });
    const amounts = (...values: number[]) => ({ 'applicant:amount': numberColumn(values) });
    log.record(rowsOf(['a', 'b'], amounts(100, 200)));
    log.record(rowsOf(['c'], amounts(300), { digest: `sha256:${'c'.repeat(64)}` }));
    await log.close();
    const files = await loggedFiles(place(), looked);
    expect(await loggedFiles(place(), looked)).toEqual(files);
    const inputs = [{ name: 'applicant:amount', type: 'number' }];
    const manifest = { model: 'loan', signature: { inputs, outputs: [] } } as unknown as Manifest; // all that is read of one
    await using predictions = await openPredictions({
      files,
      digest: parseDigest(digest, 'test'),
      manifest,
      memoryLimit: '1GB',
    });
    const { first = 0, last = 0 } = (await predictions?.span()) ?? {};
    const window = await predictions?.read({ from: first, until: last + 1 });
    expect(window?.keys).toEqual(['a', 'b']);
    expect(window?.frame.columns.get('applicant:amount')).toEqual({
      type: 'number',
      values: Float64Array.of(100, 200),
    });
  });

  it('are kept here while the server is away, and put when it is back', async () => {
    const { store, local, place, start } = await newBucket();
    const events: LogEvent[] = [];
    const told = (event: LogEvent) => events.push(event);
    const away = await openPredictionLog(place(), { local, told });
    away.record(rowsOf(['a']));
    await away.close();
    expect(events[0]).toMatchObject({ kind: 'failed', doing: 'rotate' });
    const back = await openPredictionLog(place(), { local, told });
    start();
    await vi.waitFor(() => expect(events.map(({ kind }) => kind)).toContain('recovered'), 30_000);
    await back.close();
    expect(await keysIn(join(store, 'logs'))).toEqual(['a']);
    expect(await readdir(local)).toEqual([]);
  });

  it('are refused with a wrong key, and it says so', async () => {
    const { place, start } = await newBucket();
    start();
    await vi.waitFor(() => place().list('loan'), 20_000);
    const wrong = place({ AWS_SECRET_ACCESS_KEY: 'other' });
    await expect(wrong.list('loan')).rejects.toThrow('s3://bucket/logs: it answers 403 (SignatureDoesNotMatch)');
  });
});
