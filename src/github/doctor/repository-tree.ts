import type { Octokit } from '@octokit/rest';
import type { Tree, TreeEntry } from '../../core/definitions/definitions.ts';
import { AvalError } from '../../core/errors.ts';
import type { RepositoryName } from '../release-source.ts';
import { answered } from './seen.ts';

/** Blobs asked for at once. */
const lanes = 8;

/** The files of one commit, by the API: one call for the list and one for each file that is read. */
export async function repositoryTree(octokit: Octokit, name: RepositoryName, commit: string): Promise<Tree> {
  const asked = octokit.rest.git.getTree({ ...name, tree_sha: commit, recursive: '1' });
  const { data } = await answered('the list of files', asked);
  if (data.truncated)
    throw new AvalError('platform', {
      rule: 'github.files',
      message: `${name.owner}/${name.repo} has more files than GitHub lists at once`,
      hint: 'Keep definitions in a repository of their own.',
    });
  const entries = data.tree
    .filter(({ type }) => type === 'blob')
    .map(({ path, mode, sha, size }): TreeEntry => ({ path, mode, id: sha, size: size ?? 0 }));
  return {
    id: data.sha,
    commit,
    list: async () => entries,
    read: async (paths) => {
      const wanted = entries.filter(({ path }) => paths.includes(path));
      const read = new Map<string, Uint8Array>();
      for (let from = 0; from < wanted.length; from += lanes) {
        const some = wanted.slice(from, from + lanes);
        const bytes = await Promise.all(some.map((entry) => blob(octokit, name, entry)));
        some.forEach(({ path }, index) => {
          read.set(path, bytes[index] ?? new Uint8Array());
        });
      }
      return read;
    },
  };
}

async function blob(octokit: Octokit, name: RepositoryName, { id, path }: TreeEntry): Promise<Uint8Array> {
  const { data } = await answered(path, octokit.rest.git.getBlob({ ...name, file_sha: id }));
  return Buffer.from(data.content, 'base64');
}
