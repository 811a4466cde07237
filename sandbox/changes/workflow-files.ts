import { gitText } from '../git/run-git.ts';
import type { Actor } from '../state/actor.ts';

/** An App, and a job's token, may bring workflow files into a repository only with a permission of their own. */
export const mayChangeWorkflows = (actor: Actor): boolean =>
  actor.kind !== 'integration' || actor.permissions['workflows'] === 'write';

/** A workflow file that commits change which no ref holds yet. */
export async function changedWorkflow(gitDir: string, commit: string): Promise<string | undefined> {
  const args = ['log', '--format=', '--name-only', commit, '--not', '--all', '--', '.github/workflows'];
  return (await gitText(gitDir, args)).split('\n').find((path) => path !== '');
}

export const workflowRefusal = (path: string): string =>
  `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`;
