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

/** Every path that the newest `most` commits changed, following first parents: what was changed and changed back counts, too. One git process. */
export async function pathsOfLate(root: string, from: Sha, most: number): Promise<ReadonlySet<string>> {
  const args = ['log', '--first-parent', '-m', '--no-renames', '--name-only', '-z', `--max-count=${most}`];
  const { output } = await runGit(root, [...args, '--format=', from]);
  const paths = output
    .toString('utf8')
    .split('\0')
    .map((path) => path.replace(/^\n+/, ''));
  return new Set(paths.filter(Boolean));
}
