import { gitText, runGit } from './run-git.ts';

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01';

/** Commits as `git log` gives them, newest first. */
export async function readCommits(gitDir: string, args: readonly string[]): Promise<Commit[]> {
  const text = await gitText(gitDir, ['log', `--format=${format}`, ...args]);
  return text
    .split('\x01')
    .map((entry) => entry.replace(/^\n/, ''))
    .filter((entry) => entry !== '')
    .map(parse);
}

export async function readCommit(gitDir: string, sha: string): Promise<Commit | undefined> {
  const { code } = await runGit(gitDir, ['cat-file', '-e', `${sha}^{commit}`], { accept: [1, 128] });
  return code === 0 ? (await readCommits(gitDir, ['-1', sha, '--']))[0] : undefined;
}

function parse(entry: string): Commit {
  const [sha = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', body = ''] =
    entry.split('\0');
  return {
    sha,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: body.replace(/\n+$/, ''),
  };
}

const utc = (date: string): string => `${new Date(date).toISOString().slice(0, 19)}Z`;

export async function writeCommit(gitDir: string, commit: Omit<Commit, 'sha'>): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  return gitText(gitDir, ['commit-tree', ...parents, '-F', '-', commit.tree], {
    input: commit.message,
    env: {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: commit.author.date,
      GIT_COMMITTER_NAME: commit.committer.name,
      GIT_COMMITTER_EMAIL: commit.committer.email,
      GIT_COMMITTER_DATE: commit.committer.date,
    },
  });
}

export async function mergeBaseOf(gitDir: string, one: string, other: string): Promise<string | undefined> {
  const { code, output } = await runGit(gitDir, ['merge-base', one, other], { accept: [1, 128] });
  return code === 0 ? output.toString('latin1').trim() : undefined;
}

export async function countCommits(gitDir: string, range: string): Promise<number> {
  return Number(await gitText(gitDir, ['rev-list', '--count', range]));
}
