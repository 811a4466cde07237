import { isAncestor, noSha, type RefUpdate, readRef, writeRef } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import type { Actor } from '../state/actor.ts';
import type { Repository } from '../state/repository.ts';
import { refsChanged } from './refs-changed.ts';
import { decide } from './rules.ts';
import { changedWorkflow, mayChangeWorkflows, workflowRefusal } from './workflow-files.ts';

export type Moved =
  | { readonly kind: 'moved' }
  /** Someone else moved it first. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'notForward' }
  /** A rule says no, or the token may not. */
  | { readonly kind: 'denied' | 'forbidden'; readonly reason: string };

/** One ref, changed through the API under the same rules as by push. Takes the repository's turn. */
export async function moveRef(
  hub: Hub,
  repository: Repository,
  change: { ref: string; after: string; force?: boolean; create?: boolean },
  actor: Actor,
): Promise<Moved> {
  return repository.inTurn(async () => {
    const before = (await readRef(repository.gitDir, change.ref)) ?? noSha;
    if (change.create === true ? before !== noSha : before === noSha) return { kind: 'absent' };
    const update: RefUpdate = { ref: change.ref, before, after: change.after };
    const decision = decide(repository, change.ref, before, change.after, actor);
    if (decision.kind === 'deny') return { kind: 'denied', reason: decision.reason };
    if (before !== noSha && change.after !== noSha && !(await isAncestor(repository.gitDir, before, change.after))) {
      if (change.force !== true) return { kind: 'notForward' };
      if (decision.kind === 'forward') return { kind: 'denied', reason: 'Cannot force-push to this branch' };
    }
    const workflow =
      change.after === noSha || mayChangeWorkflows(actor)
        ? undefined
        : await changedWorkflow(repository.gitDir, change.after);
    if (workflow !== undefined) return { kind: 'forbidden', reason: workflowRefusal(workflow) };
    if (!(await writeRef(repository.gitDir, update))) return { kind: 'lost' };
    if (before !== change.after) await refsChanged(hub, repository, [update], actor);
    return { kind: 'moved' };
  });
}
