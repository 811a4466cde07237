import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tree } from '../../core/definitions/definitions.ts';
import { AvalError } from '../../core/errors.ts';
import { gitTree } from './git-tree.ts';
import { gitText } from './run-git.ts';

/**
 * The work tree as `git add -A && git commit` would record it: untracked files in, ignored files out, filters applied.
 * A copy of the index is used, so the person's own staging is never touched. Throws `config` during a merge conflict.
 */
export async function workTreeOf(root: string): Promise<Tree> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'aval-index-'));
  try {
    const index = path.join(scratch, 'index');
    await copyIfThere(await gitText(root, ['rev-parse', '--path-format=absolute', '--git-path', 'index']), index);
    const environment = { GIT_INDEX_FILE: index };
    await refuseConflicts(root, environment);
    await gitText(root, ['add', '--all', '--', '.'], { environment });
    return gitTree(root, await gitText(root, ['write-tree'], { environment }));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    // A repository in which nothing was ever staged has no index, and git starts from an empty one.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
}

async function refuseConflicts(root: string, environment: Record<string, string>): Promise<void> {
  const unmerged = await gitText(root, ['ls-files', '--unmerged', '-z'], { environment });
  const files = [...new Set(unmerged.split('\0').flatMap((record) => record.split('\t').slice(1)))];
  if (files.length === 0) return;
  throw new AvalError(
    'config',
    files.map((file) => ({
      rule: 'git.conflict',
      message: `${file} has an unresolved merge conflict`,
      hint: `Resolve it and run: git add ${file}`,
    })),
  );
}
