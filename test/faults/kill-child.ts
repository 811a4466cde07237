import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const running = (script: URL, args: readonly string[]) =>
  spawn(process.execPath, [script.pathname, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Runs a script, waits for its first line and `delay` milliseconds more, then kills it with SIGKILL. Returns the whole lines that it wrote. */
export async function killChild(script: URL, args: readonly string[], delay: number): Promise<string[]> {
  const child = running(script, args);
  const output = collect(child.stdout);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`${script.pathname} ended with ${code} before it wrote a line`)));
  });
  await wait(delay);
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
  child.kill('SIGKILL');
  if ((await ended) !== 'SIGKILL') throw new Error(`${script.pathname} ended before it was killed`);
  return output().split('\n').slice(0, -1);
}

/** Runs a script to its end. Returns its lines. */
export async function runChild(script: URL, args: readonly string[]): Promise<string[]> {
  const child = running(script, args);
  const output = collect(child.stdout);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script.pathname} ended with ${code}`);
  return output().split('\n').slice(0, -1);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}
