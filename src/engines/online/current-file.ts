import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import { isRepositoryFile } from '../../core/plan/source-pin.ts';
import type { Repository } from '../git/repository.ts';
import type { Credentials } from '../http/credentials.ts';
import { absent } from '../store/absent.ts';
import { fetchNewest } from '../workspace/fetched-source.ts';

/** A local file with what a source holds now. */
export interface CurrentFile {
  readonly path: string;
  /** Another one when the bytes are others. */
  readonly identity: string;
  /** It was brought here for us, and may be deleted when it is not needed any more. */
  readonly fetched: boolean;
}

export interface DataPlace {
  readonly repository: Repository;
  /** Whether files that lie in the work tree count, committed or not; else those of the commit do. */
  readonly workTree: boolean;
  readonly credentials: Credentials;
}

/** What a source holds now, brought to `folder` where it isn't here. Throws `config` where there is none, `platform` where it can't be reached. */
export async function currentFile(
  place: DataPlace,
  source: Source,
  commit: string,
  folder: string,
): Promise<CurrentFile> {
  if (!isRepositoryFile(source)) {
    const { file, digest } = await fetchNewest(folder, source, place.credentials);
    return { path: file, identity: digest, fetched: true };
  }
  const own = place.workTree ? await workTreeFile(place.repository.root, source.uri) : undefined;
  return own ?? committedFile(place.repository, source, commit, folder);
}

/** A plain file in the work tree. A link, or a folder that is one, could lead out of the repository. */
async function workTreeFile(root: string, uri: string): Promise<CurrentFile | undefined> {
  const path = join(root, uri);
  const status = await lstat(path).catch(absent);
  if (status === undefined || !status.isFile()) return undefined;
  if ((await realpath(path)) !== join(await realpath(root), uri)) return undefined;
  return { path, identity: `${status.ino} ${status.size} ${status.mtimeMs}`, fetched: false };
}

async function committedFile(
  repository: Repository,
  { name, uri }: Source,
  commit: string,
  folder: string,
): Promise<CurrentFile> {
  const tree = await repository.treeAt(commit);
  const id = (await tree.list()).find((entry) => entry.path === uri)?.id;
  const path = (await repository.checkoutFilesTo(tree, [uri], folder)).get(uri);
  if (id !== undefined && path !== undefined) return { path, identity: id, fetched: path.startsWith(folder) };
  const message = `source "${name}": ${uri} is not in the repository`;
  throw new AvalError('config', { rule: 'source.noFile', message });
}
