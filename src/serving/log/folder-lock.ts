import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a path, or says undefined while a process that lives has it. It is SQLite's lock on a file, for Node has none of its own: the
 * kernel frees it whatever kills the holder, and two containers that share a folder see it, where the number of a process means nothing.
 */
export function takeLock(path: string): FolderLock | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return undefined;
    throw error;
  }
  return { release: () => database.close() };
}

const busy = 5; // SQLITE_BUSY
