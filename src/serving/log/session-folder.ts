import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import { syncFolder } from '../../engines/durable-file.ts';
import { absent } from '../../engines/store/absent.ts';
import { type FolderLock, takeLock } from './folder-lock.ts';

const sessionName = /^[0-9a-f]{16}$/;

/** The folder of one process's write-ahead files, with a lock beside it that lives as long as the process. */
export class SessionFolder {
  readonly folder: string;
  readonly #lock: FolderLock;

  constructor(folder: string, lock: FolderLock) {
    this.folder = folder;
    this.#lock = lock;
  }

  /** Its write-ahead files, the oldest first. */
  async files(): Promise<readonly string[]> {
    const names = (await readdir(this.folder).catch(absent)) ?? [];
    return names
      .filter((name) => name.endsWith('.wal'))
      .sort()
      .map((name) => join(this.folder, name));
  }

  /** Gives it back; what is left in it is for the next start to find. */
  async release(): Promise<void> {
    const empty = (await this.files()).length === 0;
    if (empty) await rm(this.folder, { recursive: true, force: true });
    this.#lock.release();
    if (empty) await rm(lockOf(this.folder), { force: true }); // nobody looks for a lock without its folder
  }
}

const lockOf = (folder: string): string => `${folder}.lock`;

/** Throws `config` where no folder can be made. `name` is 16 random hex digits. */
export async function newSession(local: string, name: string): Promise<SessionFolder> {
  const folder = join(local, name);
  try {
    await mkdir(local, { recursive: true, mode: 0o700 });
    const lock = takeLock(lockOf(folder)); // first: a folder without its lock is a dead one's
    if (lock === undefined) throw new Error(`${folder} is another process's`);
    await mkdir(folder, { mode: 0o700 });
    await syncFolder(local);
    return new SessionFolder(folder, lock);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `predictions can't be written in ${local}: ${reason}`;
    throw new AvalError('config', { rule: 'predictions.local', message }, { cause });
  }
}

/** Sessions whose process has died, each locked until it is released. */
export async function* deadSessions(local: string): AsyncGenerator<SessionFolder> {
  const entries = await readdir(local, { withFileTypes: true });
  for (const entry of entries.filter((one) => one.isDirectory() && sessionName.test(one.name))) {
    const folder = join(local, entry.name);
    const lock = takeLock(lockOf(folder));
    if (lock === undefined) continue;
    yield new SessionFolder(folder, lock);
  }
}
