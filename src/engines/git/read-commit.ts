import { parseSha, type Sha } from './ref.ts';
import { gitText, runGit } from './run-git.ts';

export interface CommitFacts {
  readonly sha: Sha;
  readonly parents: readonly Sha[];
  /** As the commit says itself: anyone may write any name. */
  readonly author: { readonly name: string; readonly email: string };
  readonly message: string;
}

/** The newest `most` commits from `from` back, following first parents. */
export async function commitsBack(root: string, from: Sha, most: number): Promise<CommitFacts[]> {
  const format = '--format=%H%x00%P%x00%an%x00%ae%x00%B%x00';
  const args = ['log', '--first-parent', `--max-count=${most}`, format, '--end-of-options', from];
  const fields = (await runGit(root, args)).output.toString('utf8').split('\0');
  const commits: CommitFacts[] = [];
  for (let i = 0; i + 5 < fields.length; i += 5) {
    const [sha = '', parents = '', name = '', email = '', message = ''] = fields.slice(i, i + 5);
    commits.push({
      sha: parseSha(sha.trim()),
      parents: parents.split(' ').filter(Boolean).map(parseSha),
      author: { name, email },
      message: message.trimEnd(),
    });
  }
  return commits;
}

/** Every path that differs between two commits. */
export async function changedPaths(root: string, from: Sha, to: Sha): Promise<readonly string[]> {
  const text = await gitText(root, [
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    '--end-of-options',
    from,
    to,
  ]);
  return text.split('\0').filter(Boolean);
}
