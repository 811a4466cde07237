import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The file that `name` means: on `path` when it has no slash, else relative to `folder`. Undefined: there is none. */
export function findProgram(name: string, path: string, folder: string): string | undefined {
  const candidates = name.includes('/')
    ? [resolve(folder, name)]
    : path.split(delimiter).flatMap((part) => (part === '' ? [] : [join(part, name)]));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // not there, or not ours to run: the question was whether it can be run
  }
}
