import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../../src/cli/commands.ts';
import { type TemporaryRepository, temporaryRepository } from '../engines/git/temporary-repository.ts';

export const launcher = path.join(import.meta.dirname, '../../bin/aval.mjs');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a process of its own, as a person's shell would, with nobody at the terminal. */
export function aval(folder: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** What `--json` printed: one object, on one line, with the keys that the reference page documents. */
export async function avalJson(folder: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await aval(folder, [...args, '--json']);
  const lines = stdout.split('\n').filter(Boolean);
  if (lines.length !== 1) throw new Error(`expected one line of JSON:\n${stdout}\n${stderr}`);
  const { command, outcome, ...data } = JSON.parse(lines[0] ?? '');
  const documented = commands.find(({ name }) => name === command)?.json.map(([key]) => key) ?? [];
  const unknown = outcome === 'error' ? [] : Object.keys(data).filter((key) => !documented.includes(key));
  if (unknown.length > 0) throw new Error(`aval ${command} --json has keys that its documentation lacks: ${unknown}`);
  return { command, outcome, ...data };
}

/** A repository with the template's models, committed. */
export async function templateRepository(): Promise<TemporaryRepository> {
  const repository = temporaryRepository();
  const { code, stderr } = await aval(repository.root, ['init']);
  if (code !== 0) throw new Error(stderr);
  repository.commit('Start with aval');
  return repository;
}

/** Changes a file of a repository by replacing text that must be there. */
export function edit({ root }: TemporaryRepository, file: string, from: string, to: string): void {
  const whole = path.join(root, file);
  const before = readFileSync(whole, 'utf8');
  if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(
    whole,
    before.replace(from, () => to),
  );
}
