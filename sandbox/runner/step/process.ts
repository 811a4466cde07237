import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Aborted: SIGINT to the whole group, SIGKILL after `graceMs`. */
  readonly signal: AbortSignal;
  readonly graceMs: number;
  readonly onLine: (line: string) => void;
}

const DRAIN_MS = 500;

/** Process groups that a job has started; a step's background processes stay in them until the job ends. */
export class ProcessGroups {
  readonly #leaders = new Set<number>();

  /** Runs a program as the leader of a group of its own, and hands over its output line by line. Returns the exit code. */
  async run(request: ProcessRequest): Promise<number> {
    const { command, args, cwd, env, signal } = request;
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'exit');
    const closed = once(child, 'close');
    closed.catch(() => undefined);
    const flush = [child.stdout, child.stderr].map((stream) => readLines(stream, request.onLine));
    const interrupt = () => void this.#interrupt(child, request.graceMs);
    if (child.pid !== undefined) this.#leaders.add(child.pid);
    if (signal.aborted) interrupt();
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      const [code, killedBy] = await ended;
      await Promise.race([closed, delay(DRAIN_MS)]);
      return typeof code === 'number' ? code : killedBy === 'SIGINT' ? 130 : 137;
    } finally {
      signal.removeEventListener('abort', interrupt);
      child.stdout.destroy();
      child.stderr.destroy();
      for (const end of flush) end();
    }
  }

  /** Kills what the job's steps have left running. */
  end(): void {
    for (const pid of this.#leaders) signalGroup(pid, 'SIGKILL');
    this.#leaders.clear();
  }

  async #interrupt(child: ChildProcess, graceMs: number): Promise<void> {
    const { pid } = child;
    if (pid === undefined) return;
    signalGroup(pid, 'SIGINT');
    await delay(graceMs, undefined, { ref: false });
    if (this.#leaders.has(pid)) signalGroup(pid, 'SIGKILL');
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Splits a stream into lines; the function returned hands over what is left without a line end. */
function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return () => {
    if (rest !== '') onLine(rest);
  };
}
