// Our inference server against FastAPI with scikit-learn: CPU of the server for each one-row request, both sides in turn, least of N rounds.
//   AVAL_ADULT=adult.parquet AVAL_PYTHON=python node bench/serving.ts      (bench/peers/requirements.txt for the Python)
//   node bench/serving.ts --smoke
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { findPython } from './training/peer.ts';

const connections = 16;
const here = join(import.meta.dirname, 'serving');
const smoke = process.argv.includes('--smoke');
const [rounds, seconds] = smoke ? [1, 1] : [4, 4];
const loadResult = z.object({ requests: z.number(), failed: z.number(), p50: z.number(), p99: z.number() });
const served = z.object({
  port: z.number(),
  path: z.string(),
  body: z.object({ inputs: z.array(z.object({ data: z.array(z.number()) }).loose()) }),
});

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  readonly path: string;
  readonly body: string;
}

interface Figures {
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly rss: number;
}

const adult = smoke ? undefined : process.env['AVAL_ADULT'];
const python = smoke ? undefined : findPython();
const ours = await startOurs();
const row = served.shape.body.parse(JSON.parse(ours.body)).inputs.map(({ data }) => data[0]);
const peer = adult !== undefined && python !== undefined ? await startPeer(python, adult, row) : undefined;
if (peer === undefined && !smoke)
  console.error('SKIPPED: FastAPI. Set AVAL_PYTHON to a Python that has it, and AVAL_ADULT.');
try {
  const [our, their]: [Figures[], Figures[]] = [[], []];
  load(ours, 2);
  if (peer) load(peer, 2);
  for (let k = 0; k < rounds; k++) {
    if (peer) their.push(load(peer, seconds));
    our.push(load(ours, seconds));
  }
  report(our, their);
} finally {
  for (const server of [ours, peer]) server?.child.kill();
}

async function startOurs(): Promise<Server> {
  const child = spawn(process.execPath, [join(here, 'ours.ts'), ...(adult === undefined ? [] : [adult])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { port, path, body } = served.parse(JSON.parse(line));
    return { child, port, path, body: JSON.stringify(body) };
  }
  throw new Error('our server did not start');
}

async function startPeer(program: string, file: string, values: readonly (number | undefined)[]): Promise<Server> {
  const port = await freePort();
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn(program, [join(import.meta.dirname, 'peers/serving.py'), file, String(port)], {
    stdio: 'inherit',
    env,
  });
  const server = { child, port, path: '/predict', body: JSON.stringify({ rows: [values] }) };
  for (let k = 0; k < 300; k++) {
    const answer = await fetch(`http://127.0.0.1:${port}/docs`).catch(() => undefined);
    if (answer?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('FastAPI did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function load({ child, port, path, body }: Server, duration: number): Figures {
  const before = cpuSeconds(child);
  const { stdout } = spawnSync(
    process.execPath,
    [join(here, 'load.ts'), `${port}`, path, `${connections}`, `${duration}`, body],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { requests, ...result } = loadResult.parse(JSON.parse(stdout));
  return { ...result, cpuMs: (1000 * (cpuSeconds(child) - before)) / requests, rss: rssOf(child) };
}

/** User and system time of a process, all its threads included (Linux). */
function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function rssOf({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function report(our: readonly Figures[], their: readonly Figures[]): void {
  const least = (figures: readonly Figures[], key: keyof Figures) => Math.min(...figures.map((one) => one[key]));
  const told = (figure: string, unit: string, key: keyof Figures, goal: object = {}) => {
    const [value, peerValue] = [least(our, key), their.length > 0 ? least(their, key) : undefined];
    const peerFigures =
      peerValue === undefined ? {} : { peer: 'FastAPI + scikit-learn', peerValue, ratio: value / peerValue };
    console.log(JSON.stringify({ bench: 'serving', figure, unit, ...goal, value, ...peerFigures }));
  };
  told('server CPU for a one-row request, 16 connections', 'ms', 'cpuMs', { ratioAtMost: 0.15 });
  told('p50 of a one-row request, 16 connections', 'ms', 'p50', { atMost: 2 });
  told('p99 of a one-row request, 16 connections', 'ms', 'p99');
  told('RSS of the server', 'MB', 'rss');
  console.log(
    JSON.stringify({
      bench: 'serving',
      figure: 'failed requests',
      unit: '',
      atMost: 0,
      value: our.reduce((sum, { failed }) => sum + failed, 0),
    }),
  );
}
