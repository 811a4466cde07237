import type { RepositoryClient } from './repository-client.ts';
import { statusOf } from './request-error.ts';

const writers = new Set(['admin', 'maintain', 'write']);

/** Whether a person may write to the repository now. A name that GitHub does not know may not. */
export async function mayWrite({ client, where }: RepositoryClient, username: string): Promise<boolean> {
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ ...where, username });
    return writers.has(data.permission);
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
