import { AvalError } from '../../core/errors.ts';
import { readObjects } from './read-blobs.ts';
import { parseSha, type Ref, type Sha } from './ref.ts';
import { runGit } from './run-git.ts';

/** One commit that changed a file. */
export interface FileVersion {
  readonly commit: Sha;
  readonly author: string;
  /** Seconds since 1970, of the commit. */
  readonly time: number;
  readonly subject: string;
  /** Undefined where the commit removed the file. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Commits that changed a file, newest first, following first parents: a merged pull request counts once, at its merge,
 * because that is when the branch began to say so.
 */
export async function fileHistoryOf(root: string, path: string, ref: Ref): Promise<FileVersion[]> {
  if (/[\n\0]/.test(path)) throw badPath(path);
  const format = '--format=%H%x00%ct%x00%an%x00%s%x00';
  const args = ['log', '--first-parent', '--no-renames', format, '--end-of-options', ref, '--', path];
  const { output } = await runGit(root, args);
  const fields = output.toString('utf8').split('\0');
  const commits: Omit<FileVersion, 'bytes'>[] = [];
  for (let i = 0; i + 3 < fields.length; i += 4) {
    const [sha = '', time, author = '', subject = ''] = fields.slice(i, i + 4);
    commits.push({ commit: parseSha(sha.trim()), time: Number(time), author, subject });
  }
  const contents = await readObjects(
    root,
    commits.map(({ commit }) => `${commit}:${path}`),
  );
  return commits.map((commit, index) => ({ ...commit, bytes: contents[index] }));
}

function badPath(path: string): AvalError {
  return new AvalError('usage', { rule: 'git.path', message: `${JSON.stringify(path)} cannot be a path here` });
}
