import { AvalError } from '../core/errors.ts';
import type { Client } from './client.ts';
import { reasonOf, statusOf } from './request-error.ts';

/** Login of the user that a GitHub App acts as. */
export function botLogin(slug: string): string {
  return `${slug}[bot]`;
}

/** Id of that user, which no rename changes; undefined when there is no such App. */
export async function botUserId({ rest }: Client, slug: string): Promise<number | undefined> {
  try {
    const { data } = await rest.users.getByUsername({ username: botLogin(slug) });
    return data.type === 'Bot' ? data.id : undefined;
  } catch (cause) {
    if (statusOf(cause) === 404) return undefined;
    const message = `GitHub did not say who ${botLogin(slug)} is: ${reasonOf(cause)}`;
    throw new AvalError('platform', { rule: 'github.user', message }, { cause });
  }
}
