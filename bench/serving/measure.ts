import { type ChildProcess, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  readonly path: string;
  readonly body: string;
}

/** Of one stretch of load; times in milliseconds. */
export interface Figures {
  /** User and system time of the server for each request, all its threads included. */
  readonly cpuMs: number;
  /** The same of the load generator: where both have a core of their own, the slower one sets the pace. */
  readonly clientCpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly rss: number;
}

const loadResult = z.object({
  requests: z.number(),
  failed: z.number(),
  perSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
  clientCpuMs: z.number(),
});

/** Seconds of load over so many connections; `rate`: requests per second, else as many as are answered. */
export function load(
  { child, port, path, body }: Server,
  connections: number,
  seconds: number,
  rate?: number,
): Figures {
  const before = cpuSeconds(child);
  const given = [port, path, connections, seconds, body, ...(rate === undefined ? [] : [rate])];
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'load.ts'), ...given.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { requests, ...result } = loadResult.parse(JSON.parse(stdout));
  return { ...result, cpuMs: (1000 * (cpuSeconds(child) - before)) / requests, rss: rssOf(child) };
}

/** By Linux, in its ticks of 10 ms. */
function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Megabytes. */
export function rssOf({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
