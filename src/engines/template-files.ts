import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { packageRoot } from './package-root.ts';

/** A file of a model repository: its path there, with `/`, and its bytes. */
export interface RepositoryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every file of the template that `aval init` copies, by path. */
export async function templateFiles(): Promise<readonly RepositoryFile[]> {
  const template = join(packageRoot(), 'model-repo-template');
  const stored = (await readdir(template, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return Promise.all(stored.map(async (path) => ({ path: dotted(path), bytes: await readFile(join(template, path)) })));
}

/** npm drops `.gitignore` from packages, and finds no folder that begins with a dot worth a guess: the template stores both without it. */
function dotted(path: string): string {
  return path.replace(/^github\//, '.github/').replace(/(^|\/)gitignore$/, '$1.gitignore');
}
