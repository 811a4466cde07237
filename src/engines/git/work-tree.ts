import { copyFile, mkdtemp, rm, stat, utimes } from 'node:fs/promises';
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
    await copyIndex(await gitText(root, ['rev-parse', '--path-format=absolute', '--git-path', 'index']), index);
    const environment = { GIT_INDEX_FILE: index };
    await refuseConflicts(root, environment);
    await gitText(root, ['add', '--all', '--', '.'], { environment });
    return gitTree(root, await gitText(root, ['write-tree'], { environment }));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The copy keeps the index's time: git compares the content of a file that is as young as its index, and trusts size and times of an older
 * one. A younger copy would hide an edit made in the second of the last `git add`.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const second = Math.floor((await stat(from)).mtimeMs / 1000);
    await copyFile(from, to);
    await utimes(to, second, second);
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
