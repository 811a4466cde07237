// What the log of predictions costs: CPU for each row of 20 numbers and 3 categories that a server records at a steady pace, less that of the same
// loop without a log; then what its Parquet files cost, made at the end. One JSON line per figure. `--smoke`: a second each.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { categoryColumn } from '../src/core/features/category.ts';
import type { Column } from '../src/core/features/frame.ts';
import { FolderPlace } from '../src/engines/predictions/folder-place.ts';
import type { LoggedRows } from '../src/serving/log/logged-rows.ts';
import { openPredictionLog } from '../src/serving/log/open-prediction-log.ts';
import { report } from './training/report.ts';

const bench = 'predictions';
const seconds = process.argv.includes('--smoke') ? 1 : 10;
const rotateBytes = 2 ** 40; // conversion has a figure of its own

function request(rows: number, number: number): LoggedRows {
  const columns = new Map<string, Column>();
  const each = <T>(value: (row: number) => T) => Array.from({ length: rows }, (_, row) => value(row));
  for (let k = 0; k < 20; k++)
    columns.set(`applicant:n${k}`, { type: 'number', values: Float64Array.from(each((row) => row * k)) });
  for (let k = 0; k < 3; k++)
    columns.set(`applicant:c${k}`, categoryColumn(each((row) => `level ${(row + number) % 7}`)));
  const keys = each((row) => `${number}/${row}`);
  const time = new Float64Array(rows).fill(1_767_323_045_000_000 + number);
  const prediction = new Float64Array(rows).fill(0.5);
  const request = `5f0c54a4-7b2f-4f0c-9c5e-${String(number).padStart(12, '0')}`;
  return {
    model: 'loan',
    version: '1.2.0',
    digest: `sha256:${'ab'.repeat(32)}`,
    request,
    keys,
    time,
    frame: { rows, columns },
    prediction,
  };
}

/** CPU microseconds of the process for each row at a pace of requests of `rows`. */
async function cpuPerRow(rows: number, perSecond: number, record: (rows: LoggedRows) => void): Promise<number> {
  const made = Array.from({ length: 64 }, (_, number) => request(rows, number));
  const [began, before] = [performance.now(), process.cpuUsage()];
  let sent = 0;
  for (let elapsed = 0; elapsed < seconds * 1000; elapsed = performance.now() - began) {
    for (; sent < (elapsed / 1000) * perSecond; sent++) record(made[sent % 64] as LoggedRows); // there are 64
    await wait(1);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (sent * rows);
}

async function measure(figure: string, rows: number, perSecond: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aval-bench-predictions-'));
  try {
    const local = join(folder, '.write-ahead');
    const log = await openPredictionLog(new FolderPlace(folder), { local, told: () => undefined, rotateBytes });
    await cpuPerRow(rows, perSecond, (one) => log.record(one)); // the compiler's time is not a row's
    const idle = await cpuPerRow(rows, perSecond, () => undefined);
    const value = await cpuPerRow(rows, perSecond, (one) => log.record(one));
    report({ bench, figure, unit: 'µs CPU per row', value: value - idle });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const [begun, before] = [performance.now(), process.cpuUsage()];
    delay.enable();
    await log.close();
    delay.disable();
    const { user, system } = process.cpuUsage(before);
    if (log.dropped > 0) throw new Error(`${log.dropped} rows were dropped`);
    const converting = `${figure}, converting ${log.stored} rows`;
    report({ bench, figure: converting, unit: 'µs CPU per row', value: (user + system) / log.stored });
    report({ bench, figure: converting, unit: 's', value: (performance.now() - begun) / 1000 });
    // Of a request that comes meanwhile; the histogram counts its own step of 5 ms.
    report({ bench, figure: `${converting}, longest wait`, unit: 'ms', value: delay.max / 1e6 - 5 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await measure('2,000 rows/s in requests of one row', 1, 2000);
await measure('20,000 rows/s in requests of 1,000 rows', 1000, 20);
