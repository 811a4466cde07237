import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../../bin/aval.mjs', import.meta.url));
const patience = 30_000;

export interface AppProcess {
  /** Starts it, and waits until it answers. */
  start(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it between any two instructions. */
  kill(): Promise<void>;
  /** Whether it has looked at everything once, and has nothing queued and nothing under way. */
  quiet(): Promise<boolean>;
  readonly running: boolean;
}

/** The App as `aval app`, in a process of its own: environment by hand, log to a file. */
export function appProcess(environment: Readonly<Record<string, string>>, logFile: string): AppProcess {
  let child: ChildProcess | undefined;
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    if (running === undefined) return;
    child = undefined;
    if (running.exitCode !== null || running.signalCode !== null) return;
    const exit = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await exit;
  };
  return {
    get running() {
      return child !== undefined && child.exitCode === null && child.signalCode === null;
    },
    async start() {
      const log = createWriteStream(logFile, { flags: 'a' });
      const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment };
      const started = spawn(process.execPath, [launcher, 'app'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      started.stdout?.pipe(log, { end: false });
      started.stderr?.pipe(log, { end: false });
      child = started;
      const health = `http://127.0.0.1:${environment['PORT']}/healthz`;
      const until = Date.now() + patience;
      while (!(await answers(health))) {
        if (started.exitCode !== null || Date.now() > until) throw new Error(`the App did not start; see ${logFile}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async quiet() {
      const text = await fetch(`http://127.0.0.1:${environment['PORT']}/metrics`).then((answer) => answer.text());
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
      const busy = value('aval_queue_depth') + value('aval_reconciliations_running');
      return busy === 0 && value('aval_last_sweep_timestamp_seconds') > 0;
    },
    stop: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
  };
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false, // nobody listens yet
  );
}
