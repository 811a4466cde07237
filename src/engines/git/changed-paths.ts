import { runGit } from './run-git.ts';

export interface ChangedPath {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'modified';
}

/** Files that differ between two tree ids, in git's order. A rename is a removal and an addition. */
export async function changedPathsBetween(folder: string, before: string, after: string): Promise<ChangedPath[]> {
  if (before === after) return [];
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--end-of-options', before, after];
  const { output } = await runGit(folder, args);
  const fields = output.toString('utf8').split('\0');
  const changed: ChangedPath[] = [];
  // `:<mode> <mode> <id> <id> <letter>` NUL `<path>` NUL, again and again.
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const letter = fields[i]?.at(-1);
    changed.push({
      path: fields[i + 1] ?? '',
      change: letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified',
    });
  }
  return changed;
}
