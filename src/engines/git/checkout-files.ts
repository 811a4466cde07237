import { lstat, mkdir, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Tree, TreeEntry } from '../../core/definitions/definitions.ts';
import { AvalError } from '../../core/errors.ts';
import { writeBlob } from './read-blobs.ts';
import { gitText } from './run-git.ts';

/**
 * Local files with the bytes of a tree's files, by path; a path that is not in the tree is left out. Where the work tree
 * holds those very bytes its own file is given; otherwise the blob is written to `folder` as `<blob id>-<file name>`,
 * complete or not at all. Throws `config` for a symbolic link.
 */
export async function checkoutFiles(
  root: string,
  tree: Tree,
  paths: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(paths);
  const local = new Map<string, string>();
  for (const entry of await tree.list()) {
    if (!wanted.has(entry.path)) continue;
    if (entry.mode === '120000') throw symbolicLink(entry.path);
    local.set(entry.path, (await ownFile(root, entry)) ?? (await blobFile(root, entry, folder)));
  }
  return local;
}

/** The work tree's file when it is a plain file with exactly these bytes. */
async function ownFile(root: string, entry: TreeEntry): Promise<string | undefined> {
  const file = path.join(root, entry.path);
  const status = await lstat(file).catch(ignoreMissing);
  if (status === undefined || !status.isFile() || status.size !== entry.size) return undefined;
  // A linked folder on the way could lead out of the repository.
  if ((await realpath(file)) !== path.join(await realpath(root), entry.path)) return undefined;
  const id = await gitText(root, ['hash-object', '--no-filters', '--stdin-paths'], { input: `${entry.path}\n` });
  return id === entry.id ? file : undefined;
}

async function blobFile(root: string, entry: TreeEntry, folder: string): Promise<string> {
  const file = path.join(folder, `${entry.id}-${path.posix.basename(entry.path)}`);
  const standing = await lstat(file).catch(ignoreMissing);
  if (standing?.isFile() && standing.size === entry.size) return file;
  await mkdir(folder, { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  try {
    await writeBlob(root, entry.id, partial);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return file;
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return undefined;
  throw error;
}

function symbolicLink(file: string): AvalError {
  return new AvalError('config', {
    rule: 'git.symbolicLink',
    message: `${file} is a symbolic link`,
    hint: 'Put the file itself there: links could lead out of the repository.',
  });
}
