import { spawn } from 'node:child_process';

export interface GitResult {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes besides 0 that the caller understands. */
  readonly accept?: readonly number[];
}

/** A git of its own: no configuration of the machine or the person. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

class GitError extends Error {}

export async function runGit(gitDir: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const env = { ...gitEnvironment, ...options.env };
  const child = spawn('git', ['--git-dir', gitDir, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', () => undefined); // git may stop reading early; its exit code tells
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? -1));
  });
  const result = { code, output: Buffer.concat(output), errors: Buffer.concat(errors).toString('utf8') };
  if (code === 0 || options.accept?.includes(code)) return result;
  throw new GitError(`git ${args.join(' ')} in ${gitDir} exited with ${code}: ${result.errors.trim()}`);
}

/** Its output as text, without the last line break. */
export async function gitText(gitDir: string, args: readonly string[], options?: GitOptions): Promise<string> {
  return (await runGit(gitDir, args, options)).output.toString('utf8').replace(/\n$/, '');
}
