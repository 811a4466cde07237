import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AvalError, type Fault } from '../../../core/errors.ts';
import { absent } from '../../../engines/store/absent.ts';
import type { RepositoryFile } from '../../../engines/template-files.ts';

/** Files that any repository may have already: they stay as they are, and aval does without its own. */
const ordinary = new Set(['.gitignore', 'README.md', 'CODEOWNERS']);

/** Writes what is not there yet. A file that is there and differs stops all of it before the first write; `kept` are the ordinary ones. */
export async function writeFiles(
  target: string,
  all: readonly RepositoryFile[],
): Promise<{ readonly files: readonly string[]; readonly kept: readonly string[] }> {
  const [files, kept, faults]: [RepositoryFile[], string[], Fault[]] = [[], [], []];
  for (const file of all) {
    const standing = await readFile(join(target, file.path)).catch(absent);
    if (standing !== undefined && ordinary.has(file.path)) kept.push(file.path);
    else files.push(file);
    if (standing !== undefined && !standing.equals(file.bytes)) faults.push(...different(file.path));
  }
  if (faults.length > 0) throw new AvalError('usage', faults);
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeUnlessThere(join(target, path), bytes);
  }
  return { files: files.map(({ path }) => path), kept: kept.sort() };
}

function different(path: string): Fault[] {
  if (ordinary.has(path)) return [];
  const hint = path.startsWith('.github/')
    ? 'Delete it to have it written anew, or keep your own. Nothing was written.'
    : 'To add only what GitHub needs to a model repository: aval init --github. Nothing was written.';
  return [{ rule: 'init.exists', message: `${path} exists and differs from the template`, hint }];
}

async function writeUnlessThere(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
