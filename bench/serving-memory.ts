// Whether `aval serve` keeps its memory flat: the command as it is, its prediction log on, its looks at git at their usual pace, 300 requests of 8 rows per second
// over 16 connections (the log makes a Parquet file about every three minutes). RSS is looked at once a second: its least and greatest of each minute. Once a
// minute: what the heap and buffers hold after a collection. The slopes of both have the 95% interval of a least-squares line; the first five minutes are left out
// of it: code is compiled, and the first Parquet file leaves pools behind that the next ones use.
//   node bench/serving-memory.ts [--minutes 10]      --smoke: seconds, no slope
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Point, slopeOf } from './serving/line.ts';
import { rssOf } from './serving/measure.ts';
import { benchRepository } from './serving/repository.ts';
import { report } from './training/report.ts';

const bench = 'serving-memory';
const [rows, rate, connections] = [8, 300, 16];
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, smoke: { type: 'boolean' } },
});
const [steps, step] = values.smoke ? [2, 1000] : [Number(values.minutes), 60_000];
const settling = 5;
const megabyte = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'aval-bench-serving-'));
const body = await benchRepository(folder, rows);
const server = spawn(
  process.execPath,
  [
    ...['--expose-gc', '--import', join(import.meta.dirname, 'serving/tell-memory.ts')],
    ...[join(import.meta.dirname, '../bin/aval.mjs'), 'serve', 'production', '--port', '0'],
  ],
  { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
);
try {
  const port = await listening(server);
  const load = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'serving/load.ts'),
      ...[port, '/v2/models/bench/infer', connections, (steps * step) / 1000 + 5, body, rate].map(String),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const told = text(load);
  const [resident, ownMemory]: [Point[], Point[]] = [[], []];
  for (let minute = 1; minute <= steps; minute++) {
    const samples: number[] = [];
    for (let second = 0; second < step / 1000; second++) {
      await wait(1000);
      samples.push(rssOf(server));
    }
    server.send('memory');
    const [{ heapUsed, external }] = await once(server, 'message');
    samples.push(rssOf(server));
    const own = (heapUsed + external) / megabyte;
    resident.push({ x: minute, y: Math.min(...samples) });
    ownMemory.push({ x: minute, y: own });
    const of = `minute ${minute}`;
    report({ bench, figure: `least RSS of ${of}`, unit: 'MB', value: Math.min(...samples) });
    report({ bench, figure: `greatest RSS of ${of}`, unit: 'MB', value: Math.max(...samples) });
    report({ bench, figure: `heap and buffers after a collection, ${of}`, unit: 'MB', value: own });
  }
  tellSlope('least RSS', resident);
  tellSlope('heap and buffers', ownMemory);
  const { requests, failed, p50, p99 } = JSON.parse(await told);
  for (const [figure, unit, value] of [
    ['requests', '', requests],
    ['p50 meanwhile', 'ms', p50],
    ['p99 meanwhile', 'ms', p99],
  ] as const)
    report({ bench, figure, unit, value });
  report({ bench, figure: 'failed requests', unit: '', atMost: 0, value: failed });
} finally {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

function tellSlope(of: string, points: readonly Point[]): void {
  const settled = points.slice(settling);
  if (settled.length < 3) return;
  const { slope, half } = slopeOf(settled);
  report({ bench, figure: `slope of ${of} from minute ${settling + 1} on`, unit: 'MB/min', value: slope });
  report({ bench, figure: `half of the 95% interval of the slope of ${of}`, unit: 'MB/min', value: half });
}

/** The port, once the model answers. What the server says is read to its end. */
async function listening(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let said = '';
  child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port !== undefined && said.includes('bench 1.0.0 answers')) resolve(Number(port));
  });
  return promise;
}

async function text(child: ChildProcess): Promise<string> {
  let all = '';
  for await (const chunk of child.stdout ?? []) all += chunk;
  return all;
}
