import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** No write takes this long, so what is older was left by a process that was killed. */
const staleAfter = 3_600_000;

/** Removes what killed writers left in a folder: entries of these names, older than an hour (or `age` milliseconds). */
export async function sweepStale(folder: string, names: RegExp, age = staleAfter): Promise<void> {
  const limit = Date.now() - age;
  for (const entry of await readdir(folder)) {
    if (!names.test(entry)) continue;
    const path = join(folder, entry);
    const found = await lstat(path).catch(goneIsFine);
    if (found && found.mtimeMs <= limit) await rm(path, { recursive: true, force: true });
  }
}

/** Its writer may have finished in between. */
function goneIsFine(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
  throw error;
}
