import { randomBytes } from 'node:crypto';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder, writeDurably } from './durable-file.ts';
import { sweepStale } from './sweep-stale.ts';

/** Strict, because a folder of the user's is swept by it. */
const temporaryName = /^\.aval-[0-9a-f]{24}\.tmp$/;

/** Where the half-written file stands, on the same file system; absent: beside the file, under a name that starts with a dot. */
export interface AtomicWriteOptions {
  readonly temporaryFolder?: string;
}

/** Writes a file whole or not at all, whatever kills the process: readers see the old bytes or the new ones. Makes the folder. */
export async function replaceFile(
  path: string,
  bytes: Uint8Array | string,
  options: AtomicWriteOptions = {},
): Promise<void> {
  await throughTemporary(path, bytes, options, (temporary) => rename(temporary, path));
}

/** Like `replaceFile`, for a file that must not be there yet: of several processes exactly one gets true, and its bytes stand. */
export async function createFile(
  path: string,
  bytes: Uint8Array | string,
  options: AtomicWriteOptions = {},
): Promise<boolean> {
  let created = true;
  await throughTemporary(path, bytes, options, async (temporary) => {
    try {
      await link(temporary, path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      created = false;
    }
  });
  return created;
}

async function throughTemporary(
  path: string,
  bytes: Uint8Array | string,
  options: AtomicWriteOptions,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  const temporaryFolder = options.temporaryFolder ?? folder;
  await Promise.all([mkdir(folder, { recursive: true }), mkdir(temporaryFolder, { recursive: true })]);
  await sweepStale(temporaryFolder, temporaryName);
  const temporary = join(temporaryFolder, `.aval-${randomBytes(12).toString('hex')}.tmp`);
  try {
    await writeDurably(temporary, bytes);
    await place(temporary);
    await syncFolder(folder);
  } finally {
    await rm(temporary, { force: true });
  }
}
