import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RunnerError } from '../runner-error.ts';

const run = promisify(execFile);
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The repository that an event happened in, as the runner reads it: objects only, no work tree. */
export class GitFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens a bare repository (or work tree) on disk as it is; a URL is cloned into `scratch`. */
  static async open(location: string, scratch: string): Promise<GitFiles> {
    if (existsSync(location)) return new GitFiles(location);
    const folder = await mkdtemp(join(scratch, 'source-'));
    await run('git', ['clone', '--quiet', '--mirror', location, folder], { env: gitEnvironment() });
    return new GitFiles(folder);
  }

  /** The commit that a ref or sha names. Fails if there is none. */
  async commit(ref: string): Promise<string> {
    const found = await this.#git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => '');
    if (found === '') throw new RunnerError(`${ref}: no such commit in ${this.#folder}`);
    return found.trim();
  }

  async message(sha: string): Promise<string> {
    return (await this.#git('log', '-1', '--format=%B', sha)).trim();
  }

  /** Paths of the files directly in a folder; none if there is no such folder. */
  async list(sha: string, folder: string): Promise<string[]> {
    return split(await this.#git('ls-tree', '-z', '--name-only', sha, `${folder}/`));
  }

  read(sha: string, path: string): Promise<string> {
    return this.#git('cat-file', 'blob', `${sha}:${path}`);
  }

  /** What a pull request changes: from where it left its base. */
  async changedSinceFork(base: string, head: string): Promise<string[]> {
    return split(await this.#git('diff', '-z', '--name-only', '--no-renames', `${base}...${head}`));
  }

  /** What a push changes. A new branch is compared with the parent of its oldest commit that no other branch has. */
  async changedByPush(before: string, after: string, ref: string): Promise<string[]> {
    const from = /^0*$/.test(before) ? await this.#beforeFirstOwnCommit(after, ref) : before;
    return split(await this.#git('diff', '-z', '--name-only', '--no-renames', from, after));
  }

  async #beforeFirstOwnCommit(after: string, ref: string): Promise<string> {
    const own = await this.#git(
      'rev-list',
      '--topo-order',
      after,
      '--not',
      `--exclude=${ref.replace(/^refs\/heads\//, '')}`,
      '--branches',
    );
    const oldest = own.trim().split('\n').at(-1);
    if (!oldest) return after;
    return this.#git('rev-parse', '--verify', '--quiet', `${oldest}^`).then(
      (sha) => sha.trim(),
      () => EMPTY_TREE,
    );
  }

  async #git(...args: string[]): Promise<string> {
    const options = { env: gitEnvironment(), maxBuffer: 64 * 1024 * 1024 };
    return (await run('git', ['-C', this.#folder, '-c', 'safe.directory=*', ...args], options)).stdout;
  }
}

function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function split(output: string): string[] {
  return output.split('\0').filter((path) => path !== '');
}
