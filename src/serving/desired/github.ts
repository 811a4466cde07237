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

/**
 * Follows a branch of a repository on GitHub, with packages of its releases. The token only reads: contents, nothing else. It is asked for anew at each look, so that
 * one that was exchanged is used from the next look on.
 */
export async function followGitHub(
  { where, address, branch, environment }: Followed,
  clientOf: (token: string) => Client,
  token: () => Promise<string>,
  folder: string,
): Promise<ReadDesired> {
  const mirror = await openMirror(folder, address, token).catch((cause: unknown) => {
    throw unusableCopy(folder, cause);
  });
  const ref = `refs/heads/${branch}`;
  return async () => {
    await mirror.fetch([ref, 'refs/tags/*']).catch((error: unknown) => {
      throw refusedToken(error) ?? error;
    });
    const commit = await mirror.commitOf(ref);
    if (commit === undefined) {
      throw new AvalError('config', { rule: 'serve.branch', message: `${address} has no branch "${branch}"` });
    }
    const { repository } = mirror;
    const registry = registryState(await repository.listTags(), new Map());
    const { project, ...files } = await readEnvironment(repository, commit, environment);
    const source = new ReleaseSource(clientOf(await token()), where, registry);
    return { commit, source, predictions: project.predictions, ...files };
  };
}

/** git words a 401 as a question for a name that nobody answers. */
function refusedToken(error: unknown): AvalError | undefined {
  if (!(error instanceof AvalError) || !/could not read Username|Authentication failed/.test(error.message))
    return undefined;
  const message = 'GitHub refused the token: it is wrong, expired or revoked';
  return new AvalError('platform', { rule: 'serve.token', message }, { cause: error });
}

function unusableCopy(folder: string, cause: unknown): AvalError {
  if (cause instanceof AvalError) return cause;
  const message = `the copy of the repository can't be kept in ${folder}: ${cause instanceof Error ? cause.message : String(cause)}`;
  const hint = 'XDG_CACHE_HOME names another folder for what may be deleted at any time.';
  return new AvalError('config', { rule: 'serve.cache', message, hint }, { cause });
}
