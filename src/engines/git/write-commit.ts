import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSha, type Sha } from './ref.ts';
import { gitFailure, gitText, runGit } from './run-git.ts';

/** A commit to be made without a work tree. Equal values make the same commit, wherever and whenever. */
export interface NewCommit {
  /** The commit that it follows; undefined for the first of a branch. */
  readonly parent: Sha | undefined;
  /** Files by path, beside those of the parent. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Seconds since 1970. */
  readonly time: number;
}

/** Writes a commit into the repository at `root`; no ref moves. */
export async function writeCommit(root: string, commit: NewCommit): Promise<Sha> {
  const folder = await mkdtemp(join(tmpdir(), 'aval-index-'));
  try {
    const environment = { GIT_INDEX_FILE: join(folder, 'index') };
    if (commit.parent !== undefined) await runGit(root, ['read-tree', commit.parent], { environment });
    const lines: string[] = [];
    for (const [path, bytes] of commit.files) {
      const blob = await gitText(root, ['hash-object', '-w', '--stdin'], { input: bytes });
      lines.push(`100644 ${blob}\t${path}\0`);
    }
    const args = ['update-index', '-z', '--add', '--index-info'];
    const { complaint } = await runGit(root, args, { environment, input: lines.join('') });
    // git leaves out a path that it won't hold (`..`, `.git`), and goes on.
    if (complaint !== '') throw gitFailure(args, 0, complaint);
    const tree = await gitText(root, ['write-tree'], { environment });
    return await commitTree(root, tree, commit);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function commitTree(root: string, tree: string, { parent, message, author, time }: NewCommit): Promise<Sha> {
  const date = `@${time} +0000`;
  const environment = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date,
  };
  const args = ['commit-tree', ...(parent === undefined ? [] : ['-p', parent]), '-F', '-', tree];
  return parseSha(await gitText(root, args, { environment, input: `${message.trimEnd()}\n` }));
}
