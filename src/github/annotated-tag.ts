import { AvalError } from '../core/errors.ts';
import type { RepositoryClient } from './repository-client.ts';
import { reasonOf, statusOf } from './request-error.ts';

/** A tag to be made, with who makes it. */
export interface NewTag {
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  readonly tagger: { readonly name: string; readonly email: string; readonly date: string };
}

/**
 * Makes an annotated tag. A tag of that name that is the same object is it already; any other throws `conflict`: tags never move. Throws `config`
 * where GitHub refuses the name. Two calls; a crash between them leaves an object that nothing names.
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
    const standing = await client.rest.git.listMatchingRefs({ ...where, ref: `tags/${name}` });
    const object = standing.data.find(({ ref }) => ref === `refs/tags/${name}`)?.object.sha;
    if (object === data.sha) return;
    if (object === undefined) throw refusedTag(name, error);
    const message = `the tag ${name} exists and stands for ${object.slice(0, 12)}`;
    const hint = 'Tags never move. Read the tags again: the next version is another number.';
    throw new AvalError('conflict', { rule: 'github.tagExists', message, hint }, { cause: error });
  }
}

function refusedTag(name: string, cause: unknown): AvalError {
  const message = `GitHub refused the tag ${name}: ${reasonOf(cause)}`;
  const hint = 'Look at the rulesets of the repository: aval doctor.';
  return new AvalError('config', { rule: 'github.tagRefused', message, hint }, { cause });
}
