import type { RepositoryClient } from './repository-client.ts';

export interface FoundComment {
  readonly id: number;
  readonly body: string;
  readonly author: { readonly id: number; readonly login: string; readonly bot: boolean } | undefined;
  readonly edited: boolean;
  /** Reactions of whoever, by name. */
  readonly reactions: Readonly<Record<string, number>>;
}

/** Every comment of a pull request or issue, oldest first. */
export async function commentsOf(
  { client, where }: RepositoryClient,
  number: number,
): Promise<readonly FoundComment[]> {
  const comments = await client.paginate(client.rest.issues.listComments, {
    ...where,
    issue_number: number,
    per_page: 100,
  });
  return comments.map(({ id, body, user, created_at, updated_at, reactions }) => ({
    id,
    body: body ?? '',
    author: user ? { id: user.id, login: user.login, bot: user.type === 'Bot' } : undefined,
    edited: created_at !== updated_at,
    reactions: { '+1': reactions?.['+1'] ?? 0, '-1': reactions?.['-1'] ?? 0, rocket: reactions?.rocket ?? 0 },
  }));
}

/**
 * Keeps one comment of ours up to date: the first that we wrote and that begins with `marker`. A comment of anyone else with the marker is
 * theirs. Writes only a difference.
 */
export async function writeSticky(
  { client, where }: RepositoryClient,
  number: number,
  text: { readonly marker: string; readonly body: string },
  found: readonly FoundComment[],
  own: number,
): Promise<'written' | 'same'> {
  const { body } = text;
  const sticky = found.find((comment) => comment.author?.id === own && comment.body.startsWith(text.marker));
  if (sticky === undefined) await client.rest.issues.createComment({ ...where, issue_number: number, body });
  else if (sticky.body.trim() === body.trim()) return 'same';
  else await client.rest.issues.updateComment({ ...where, comment_id: sticky.id, body });
  return 'written';
}
