// git is started directly, not through simple-git, wherever output is binary, large or NUL-separated, or input is streamed:
// simple-git decodes output to text and holds it whole.
import { spawn } from 'node:child_process';
import { AvalError } from '../../core/errors.ts';
import { gitEnvironment } from './git-environment.ts';

export interface GitRunOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes that are an answer and not a failure; 0 always is. */
  readonly accept?: readonly number[];
}

export interface GitResult {
  readonly code: number;
  readonly output: Buffer;
  /** What git wrote to stderr, trimmed, at most 2,000 characters. */
  readonly complaint: string;
}

/** Settings that a repository's own configuration must not decide: it could name a program to run, or change what we parse. */
const fixedSettings = ['core.fsmonitor=false', 'core.quotePath=false', 'gc.auto=0', 'log.showSignature=false'];

export function gitArguments(args: readonly string[]): string[] {
  return [...fixedSettings.flatMap((setting) => ['-c', setting]), ...args];
}

/** Runs git in `folder`. Throws `platform` when git is missing or answers with a code that is not accepted. */
export async function runGit(folder: string, args: readonly string[], options: GitRunOptions = {}): Promise<GitResult> {
  const child = spawn('git', gitArguments(args), { cwd: folder, env: gitEnvironment(options.environment) });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  // A git that stops early closes its input; its exit code says why, the broken pipe adds nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', (cause) => reject(missingGit(folder, cause)));
    child.on('close', (status) => resolve(status ?? -1));
  });
  const complaint = Buffer.concat(complaints).toString('utf8').trim().slice(0, 2000);
  if (code !== 0 && !options.accept?.includes(code)) throw gitFailure(args, code, complaint);
  return { code, output: Buffer.concat(output), complaint };
}

/** Output as text without the line break at its end. */
export async function gitText(folder: string, args: readonly string[], options?: GitRunOptions): Promise<string> {
  return (await runGit(folder, args, options)).output.toString('utf8').replace(/\n$/, '');
}

export function gitFailure(args: readonly string[], code: number, complaint: string): AvalError {
  return new AvalError('platform', {
    rule: 'git.failed',
    message: `git ${args[0] ?? ''} ended with code ${code}: ${complaint || 'it said nothing'}`,
  });
}

function missingGit(folder: string, cause: Error): AvalError {
  return new AvalError(
    'platform',
    {
      rule: 'git.missing',
      message: `git could not be started in ${folder}: ${cause.message}`,
      hint: 'Install git 2.31 or newer and see that "git --version" works in that folder.',
    },
    { cause },
  );
}
