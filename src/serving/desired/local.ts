import { join } from 'node:path';
import { openRepository } from '../../engines/git/repository.ts';
import { FolderStore } from '../../engines/store/folder-store.ts';
import { type ReadDesired, readEnvironment } from './desired.ts';

/** Follows what is committed in a repository of this machine, with packages of its folder store. */
export async function followLocal(folder: string, environment: string): Promise<ReadDesired> {
  const repository = await openRepository(folder);
  return async () => {
    const commit = await repository.resolveCommit('HEAD');
    const { project, ...files } = await readEnvironment(repository, commit, environment);
    const { packages, predictions } = project;
    return { commit, source: new FolderStore(join(repository.root, packages)), predictions, ...files };
  };
}
