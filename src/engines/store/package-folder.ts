import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import type { Package } from '../../core/registry/package.ts';
import { manifestBytes } from '../../core/registry/package-manifest.ts';
import { verifyPackage } from '../../core/registry/package-verify.ts';
import { syncFolder, writeDurably } from '../durable-file.ts';
import { sweepStale } from '../sweep-stale.ts';
import { absent } from './absent.ts';

const temporaryNames = /^package-[0-9a-f]{24}$/;
const temporaryName = () => `package-${randomBytes(12).toString('hex')}`;

/**
 * Makes the folder of a package appear whole, by renaming a finished one. A folder that is there and verifies is left; a damaged one is replaced.
 * Also sweeps away what killed processes left in `temporary`.
 */
export async function placePackage(item: Package, folder: string, temporary: string): Promise<void> {
  await mkdir(temporary, { recursive: true });
  await mkdir(dirname(folder), { recursive: true });
  await sweepStale(temporary, temporaryNames);
  const [draft, damaged] = [join(temporary, temporaryName()), join(temporary, temporaryName())];
  try {
    await writePackage(item, draft);
    if (!(await moved(draft, folder)) && !(await isWhole(folder))) {
      await rename(folder, damaged);
      await moved(draft, folder);
    }
    await syncFolder(dirname(folder));
  } finally {
    for (const left of [draft, damaged]) await rm(left, { recursive: true, force: true });
  }
}

/** The package in a folder, verified; undefined when there is none. Throws `evidence` for anything else. */
export async function readPackage(folder: string): Promise<Package | undefined> {
  const manifest = await readFile(join(folder, 'manifest.json')).catch(absent);
  if (!manifest) return undefined;
  try {
    return verifyPackage(manifest, await readFiles(folder));
  } catch (error) {
    if (!(error instanceof AvalError)) throw error;
    const faults = error.faults.map((fault) => ({
      ...fault,
      hint: `It lies in ${folder}; publishing again replaces it.`,
    }));
    throw new AvalError(error.class, faults, { cause: error });
  }
}

async function writePackage(item: Package, folder: string): Promise<void> {
  const folders = new Set([folder]);
  for (const [path, bytes] of [...item.files, ['manifest.json', manifestBytes(item.manifest)] as const]) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    for (let parent = dirname(file); parent !== folder; parent = dirname(parent)) folders.add(parent);
    await writeDurably(file, bytes);
  }
  for (const each of folders) await syncFolder(each);
}

/** False when something is there already. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    return (await readPackage(folder)) !== undefined;
  } catch (error) {
    if (error instanceof AvalError && error.class === 'evidence') return false;
    throw error;
  }
}

async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile()) {
      throw new AvalError('evidence', { rule: 'store.file', message: `package: "${path}" is not a plain file` });
    }
    if (path !== 'manifest.json') files.set(path, await readFile(join(folder, path)));
  }
  return files;
}
