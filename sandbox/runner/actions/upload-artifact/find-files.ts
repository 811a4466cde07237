import { globSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export interface FoundFiles {
  readonly files: readonly string[];
  /** The folder that names in the artifact are relative to: what the searched paths have in common. */
  readonly root: string;
}

/** The files that `path` asks for; folders mean all that is in them. */
export function findFiles(path: string, folder: string, hidden: boolean): FoundFiles {
  const lines = path
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const searches = lines.filter((line) => !line.startsWith('!')).map((line) => resolve(folder, line));
  const excluded = new Set(
    lines.filter((line) => line.startsWith('!')).flatMap((line) => expand(resolve(folder, line.slice(1)))),
  );
  const found = new Set<string>();
  for (const search of searches) {
    const base = searchPath(search);
    for (const file of expand(search)) {
      if (!excluded.has(file) && (hidden || !isHidden(relative(base, file)))) found.add(file);
    }
  }
  const files = [...found].sort();
  const [first = folder] = searches.map(searchPath);
  if (searches.length === 1 && files.length === 1 && files[0] === first) return { files, root: dirname(first) };
  return { files, root: searches.map(searchPath).reduce(commonFolder, first) };
}

function expand(pattern: string): string[] {
  return globSync(pattern).flatMap((match) => {
    if (statSync(match).isFile()) return [match];
    return globSync(join(match, '**', '*')).filter((file) => statSync(file).isFile());
  });
}

/** The part of a pattern before its first wildcard. */
function searchPath(pattern: string): string {
  const segments = pattern.split(sep);
  const wild = segments.findIndex((segment) => /[*?[]/.test(segment));
  return wild < 0 ? pattern : segments.slice(0, wild).join(sep) || sep;
}

function isHidden(path: string): boolean {
  return path.split(sep).some((segment) => segment.startsWith('.') && segment !== '..');
}

function commonFolder(a: string, b: string): string {
  const [left, right] = [a.split(sep), b.split(sep)];
  const differs = left.findIndex((segment, index) => segment !== right[index]);
  return (differs < 0 ? left : left.slice(0, differs)).join(sep) || sep;
}
