import { parseSha, type Sha } from './ref.ts';
import { runGit } from './run-git.ts';

export interface PathChange {
  readonly commit: Sha;
  /** What the branch held before; undefined for a first commit. */
  readonly parent: Sha | undefined;
}

/** Commits that changed any of these files, newest first, following first parents: a merged pull request counts once, at its merge. */
export async function pathChanges(
  root: string,
  paths: readonly string[],
  from: Sha,
  most: number,
): Promise<PathChange[]> {
  const args = ['log', '--first-parent', '--no-renames', `--max-count=${most}`, '--format=%H %P', from, '--', ...paths];
  const { output } = await runGit(root, args);
  return output
    .toString('latin1')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', parent] = line.split(' ');
      return { commit: parseSha(commit), parent: parent ? parseSha(parent) : undefined };
    });
}
