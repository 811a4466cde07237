import type { RepositoryClient } from './repository-client.ts';

/** A reaction on a comment, and whose it is; undefined for someone who left GitHub. */
export interface FoundReaction {
  readonly content: string;
  readonly by: number | undefined;
}

/** Every reaction on a comment of an issue or pull request. */
export async function reactionsOn(
  { client, where }: RepositoryClient,
  comment_id: number,
): Promise<readonly FoundReaction[]> {
  const list = client.rest.reactions.listForIssueComment;
  const reactions = await client.paginate(list, { ...where, comment_id, per_page: 100 });
  return reactions.map(({ content, user }) => ({ content, by: user?.id }));
}
