import { AvalError } from '../core/errors.ts';
import type { RepositoryClient } from './repository-client.ts';
import { statusOf } from './request-error.ts';

/** A tag to be made, with who makes it. */
export interface NewTag {
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  readonly tagger: { readonly name: string; readonly email: string; readonly date: string };
}

/**
 * Makes an annotated tag. A tag of that name that stands for the same commit is it already; one that stands for another throws `conflict`: tags
 * never move. Two calls; a crash between them leaves an object that nothing names.
 */
export async function createAnnotatedTag({ client, where }: RepositoryClient, tag: NewTag): Promise<void> {
  const { name, commit, message, tagger } = tag;
  const { data } = await client.rest.git.createTag({
    ...where,
    tag: name,
    message,
    object: commit,
    type: 'commit',
    tagger,
  });
  try {
    await client.rest.git.createRef({ ...where, ref: `refs/tags/${name}`, sha: data.sha });
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    const standing = await client.rest.git.getRef({ ...where, ref: `tags/${name}` });
    if (standing.data.object.sha === data.sha) return;
    const message = `the tag ${name} exists and stands for ${standing.data.object.sha.slice(0, 12)}`;
    const hint = 'Tags never move. Read the tags again: the next version is another number.';
    throw new AvalError('conflict', { rule: 'github.tagExists', message, hint }, { cause: error });
  }
}
