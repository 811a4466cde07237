import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { User } from '../../../sandbox/state/people.ts';

const run = promisify(execFile);

/** A person's clone. git runs in processes of its own: the sandbox answers from ours. */
export class Clone {
  readonly folder: string;
  readonly #address: (user: User, name: string) => string;

  constructor(folder: string, address: (user: User, name: string) => string) {
    this.folder = folder;
    this.#address = address;
  }

  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, { cwd: this.folder, maxBuffer: 64 * 1024 * 1024 });
    return stdout.trimEnd();
  }

  /** One more of the same person, so that two things can be worked on at once. */
  async another(folder: string): Promise<Clone> {
    await run('git', ['clone', '--quiet', '--branch', 'main', this.folder, folder]);
    const other = new Clone(folder, this.#address);
    await other.begin();
    return other;
  }

  async begin(): Promise<void> {
    await this.git('config', 'user.name', 'Walter');
    await this.git('config', 'user.email', 'walter@users.noreply.github.com');
  }

  /** Replaces text that must be there. */
  async edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const path = join(this.folder, file);
    const before = await readFile(path, 'utf8');
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${file} does not hold ${from}`);
    await writeFile(path, after);
  }

  async commit(message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '-m', message);
  }

  async push(user: User, name: string, ...refs: string[]): Promise<void> {
    await this.git('push', '--quiet', this.#address(user, name), ...refs);
  }

  /** What the remote's main branch is now. */
  async pull(user: User, name: string): Promise<void> {
    await this.git('switch', '--quiet', 'main');
    await this.git('pull', '--quiet', '--ff-only', this.#address(user, name), 'main');
  }
}
