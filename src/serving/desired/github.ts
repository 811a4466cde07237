import { AvalError } from '../../core/errors.ts';
import { registryState } from '../../core/registry/state.ts';
import { openMirror } from '../../engines/git/mirror.ts';
import type { Client } from '../../github/client.ts';
import { ReleaseSource, type RepositoryName } from '../../github/release-source.ts';
import { type ReadDesired, readEnvironment } from './desired.ts';

export interface Followed {
  readonly where: RepositoryName;
  /** `https://github.com/owner/name` */
  readonly address: string;
  readonly branch: string;
  readonly environment: string;
}

/** Follows a branch of a repository on GitHub, with packages of its releases. The token only reads: contents, nothing else. */
export async function followGitHub(
  { where, address, branch, environment }: Followed,
  client: Client,
  token: string,
  folder: string,
): Promise<ReadDesired> {
  const mirror = await openMirror(folder, address, async () => token);
  const ref = `refs/heads/${branch}`;
  return async () => {
    await mirror.fetch([ref, 'refs/tags/*']);
    const commit = await mirror.commitOf(ref);
    if (commit === undefined) {
      throw new AvalError('config', { rule: 'serve.branch', message: `${address} has no branch "${branch}"` });
    }
    const { repository } = mirror;
    const registry = registryState(await repository.listTags(), new Map());
    const { project, ...files } = await readEnvironment(repository, commit, environment);
    const source = new ReleaseSource(client, where, registry);
    return { commit, source, predictions: project.predictions, ...files };
  };
}
