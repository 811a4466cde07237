import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import * as z from 'zod';
import { launcher } from '../../cli/aval.ts';
import { asking } from '../small-package.ts';
import type { Followed } from './followed.ts';

const answered = z.object({ model_version: z.string() });

export interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  /** A folder of its own: its copy of the repository, and what it keeps of predictions. */
  readonly folder: string;
  /** Everything that it said. */
  said(): string;
  /** The version that answers a prediction. */
  version(): Promise<string>;
  /** A number of its metrics. */
  metric(name: string): Promise<number>;
  /** Waits until it said this so many times. */
  says(text: string, times?: number): Promise<void>;
  /** Bytes that a file which it, or a program that it starts, writes from now on may have: what a full disk does, without one. */
  limitFiles(bytes: number | 'unlimited'): void;
}

/** `aval serve production` in a process of its own, looking once a second; it ends with the test. Waits until its model answers. */
export async function serveFollowed(
  world: Followed,
  env: Record<string, string>,
  options: readonly string[] = [],
): Promise<Served> {
  const folder = mkdtempSync(join(world.folder, 'served-'));
  const args = ['serve', 'production', '--repository', 'olivia/credit', '--port', '0', '--poll', '1s', ...options];
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: folder,
    env: { PATH, HOME, XDG_CACHE_HOME: join(folder, 'cache'), GITHUB_API_URL: world.sandbox.apiUrl, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const count = (text: string) => said.split(text).length - 1;
  const says = (text: string, times = 1) =>
    expect.poll(() => (count(text) >= times ? text : said), { timeout: 60_000 }).toBe(text);
  await says('small 1.0.0 answers');
  const port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
  const address = `http://127.0.0.1:${port}`;
  return {
    child,
    port,
    folder,
    said: () => said,
    says,
    async version() {
      const headers = { 'content-type': 'application/json' };
      const body = asking([0.5], ['a']);
      const answer = await fetch(`${address}/v2/models/small/infer`, { method: 'POST', headers, body });
      return answered.parse(await answer.json()).model_version;
    },
    async metric(name) {
      const text = await (await fetch(`${address}/metrics`)).text();
      const line = text.split('\n').find((one) => one.startsWith(`${name} `));
      return Number(line?.slice(name.length));
    },
    limitFiles(bytes) {
      execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
    },
  };
}
