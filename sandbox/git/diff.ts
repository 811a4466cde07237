import { gitText, runGit } from './run-git.ts';

export interface FileChange {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob after the change; before it, where the file was removed. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch?: string;
}

const statusOf: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** What differs between two commits, with counts and patches. */
export async function diffFiles(gitDir: string, before: string, after: string): Promise<FileChange[]> {
  const raw = (await runGit(gitDir, ['diff-tree', '-r', '-z', '-M', '--raw', before, after])).output.toString('utf8');
  const counts = (await runGit(gitDir, ['diff-tree', '-r', '-z', '-M', '--numstat', before, after])).output;
  const numbers = numstat(counts.toString('utf8'));
  const patches = patchesOf(
    await gitText(gitDir, ['-c', 'core.quotePath=false', 'diff', '--no-color', '-M', before, after]),
  );
  const fields = raw.split('\0');
  const found: FileChange[] = [];
  for (let i = 0; i + 1 < fields.length; ) {
    const [, , old = '', now = '', letter = 'M'] = (fields[i] ?? '').slice(1).split(' ');
    const moved = letter.startsWith('R') || letter.startsWith('C');
    const path = fields[i + (moved ? 2 : 1)] ?? '';
    const previous = moved ? { previousPath: fields[i + 1] ?? '' } : {};
    i += moved ? 3 : 2;
    const patch = patches[found.length];
    const status = statusOf[letter.charAt(0)] ?? 'modified';
    const sha = status === 'removed' ? old : now;
    const { additions, deletions } = numbers.get(path) ?? { additions: 0, deletions: 0 };
    found.push({ path, ...previous, status, sha, additions, deletions, ...(patch ? { patch } : {}) });
  }
  return found;
}

function numstat(text: string): Map<string, { additions: number; deletions: number }> {
  const fields = text.split('\0');
  const found = new Map<string, { additions: number; deletions: number }>();
  for (let i = 0; i < fields.length; i++) {
    const [added = '', removed = '', name = ''] = (fields[i] ?? '').split('\t');
    if (added === '') continue;
    const path = name === '' ? (fields[i + 2] ?? '') : name;
    if (name === '') i += 2;
    found.set(path, { additions: Number(added) || 0, deletions: Number(removed) || 0 });
  }
  return found;
}

/** One entry per file in git's order; undefined for binary files and pure renames. */
function patchesOf(diff: string): (string | undefined)[] {
  const parts = diff.split(/^diff --git /m).slice(1);
  return parts.map((part) => {
    const start = part.search(/^@@ /m);
    return start < 0 ? undefined : part.slice(start).replace(/\n$/, '');
  });
}
