import { AvalError } from '../src/core/errors.ts';
import { registryState } from '../src/core/registry/state.ts';
import type { Progress } from '../src/core/training/engine.ts';
import { Frames } from '../src/engines/workspace/frames.ts';
import {
  loadSampledSide,
  openWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from '../src/engines/workspace/workspace.ts';
import { githubClient } from '../src/github/client.ts';
import { ReleaseSource } from '../src/github/release-source.ts';
import { ensureNatives } from './natives.ts';
import type { RunContext, Toolkit } from './toolkit.ts';

export interface Session {
  readonly workspace: Workspace;
  readonly frames: Frames;
  readonly progress: Progress;
}

/**
 * The checkout with its base, and published packages read from the repository's releases with the job's own token. `access` says how sources are
 * read that an environment alone may read; unless told otherwise on samples.
 */
export async function openSession(
  toolkit: Toolkit,
  context: RunContext,
  access: Pick<WorkspaceOptions, 'loadSide' | 'credentials'> = { loadSide: loadSampledSide },
): Promise<Session> {
  await ensureNatives(toolkit);
  const client = githubClient(toolkit.input('token'), context.apiUrl);
  const workspace = await openWorkspace(context.folder, {
    base: toolkit.input('base') || context.base,
    ...access,
    store: async (repository) =>
      new ReleaseSource(
        client,
        repositoryName(context.repository),
        registryState(await repository.listTags(), new Map()),
      ),
  });
  const progress: Progress = (stage, done, total, note = '') => {
    if (done >= total) toolkit.log(`${stage} ${total > 1 ? `${total}/${total} ` : ''}${note}`.trim());
  };
  return { workspace, frames: new Frames(workspace, progress), progress };
}

/** Owner and name of `owner/name`. Throws `usage` for another form. */
export function repositoryName(text: string): { owner: string; repo: string } {
  const [owner = '', repo = ''] = text.split('/');
  if (owner !== '' && repo !== '') return { owner, repo };
  throw new AvalError('usage', {
    rule: 'action.repository',
    message: `GITHUB_REPOSITORY is "${text}", not owner/name`,
  });
}
