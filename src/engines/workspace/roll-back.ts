import { parseFile } from '../../core/definitions/parse.ts';
import { pathOf } from '../../core/definitions/place.ts';
import type { Deployment } from '../../core/definitions/schema/gates.ts';
import { AvalError } from '../../core/errors.ts';
import { findRelease } from '../../core/registry/find-release.ts';
import { parseVersion } from '../../core/registry/versions.ts';
import type { FileVersion } from '../git/file-history.ts';
import { lastEnvironment, registryOf } from './champion.ts';
import { type Deployed, deploy, environmentNamed } from './deploy.ts';
import type { Registered } from './registered.ts';

/**
 * Sets an environment (absent: the last one) back to what it ran before the version that it runs now. The version must still be
 * released, and its package must verify; nothing is trained or compared. Throws `usage` where it never ran another one.
 */
export async function rollBack(workspace: Registered, model: string, from: string | undefined): Promise<Deployed> {
  const environment = environmentNamed(workspace, from ?? lastEnvironment(workspace.head)).name;
  const running = workspace.head.definitions.deployments.get(`${environment}/${model}`);
  if (running === undefined) throw refused(`${environment} does not run "${model}"`, 'What runs where: aval show');
  const earlier = await ranBefore(workspace, running, pathOf('Deployment', model, environment));
  if (earlier === undefined) {
    throw refused(
      `${environment} ran no other version of ${model} before this one`,
      `To choose one: aval promote ${model}@v… --to ${environment}`,
    );
  }
  const state = await registryOf(workspace, workspace.head);
  const release = findRelease(state, { model, version: parseVersion(earlier.version) });
  if (release.record.package === earlier.digest) return deploy(workspace, release, environment);
  throw new AvalError('evidence', {
    rule: 'rollback.digest',
    message: `${environment} ran ${model} ${earlier.version} with another package than its release names`,
    hint: `The environment's file named ${earlier.digest}; the release names ${release.record.package}.`,
  });
}

/** The newest version deployed before the running one was for the first time: rolling back twice goes back twice, never forward again. */
async function ranBefore(
  { repository }: Registered,
  running: Deployment,
  path: string,
): Promise<Deployment | undefined> {
  if ((await repository.headCommit()) === undefined) return undefined;
  const deployed = (await repository.fileHistory(path)).map((version) => deploymentOf(path, version));
  const first = deployed.findLastIndex((deployment) => deployment?.digest === running.digest);
  return deployed.slice(first + 1).find((deployment) => deployment !== undefined);
}

/** What an environment's file said in one commit; undefined where it was not there or could not be read. */
export function deploymentOf(path: string, { bytes }: FileVersion): Deployment | undefined {
  const [document] = bytes === undefined ? [] : parseFile(path, bytes).documents;
  return document?.kind === 'Deployment' ? document.value : undefined;
}

function refused(message: string, hint: string): AvalError {
  return new AvalError('usage', { rule: 'rollback.nothing', message, hint });
}
