import type { MergeWish } from '../../changes/merge-pull.ts';
import { baseTip } from '../../changes/refresh-pull.ts';
import { missingForMerge } from '../../changes/required.ts';
import type { Actor } from '../../state/actor.ts';
import type { Pull } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';

export type Method = MergeWish['method'];

export interface Mergeability {
  /** Why it can't be merged now; empty when it can. */
  readonly reasons: readonly string[];
  /** The ways of merging that the rules leave. */
  readonly methods: readonly Method[];
}

const all: readonly Method[] = ['merge', 'squash', 'rebase'];

/** Whether someone could merge this, as the rules bind them. */
export async function mergeabilityFor(repository: Repository, pull: Pull, actor: Actor): Promise<Mergeability> {
  const tip = await baseTip(repository, pull);
  const missing = await Promise.all(
    all.map(async (method) => ({ method, reasons: await missingForMerge(repository, pull, tip, method, actor) })),
  );
  const common = missing.reduce((some, other) => (other.reasons.length < some.reasons.length ? other : some));
  const reasons = [
    ...(pull.draft ? ['This pull request is still a draft.'] : []),
    ...(pull.mergeable ? [] : ['This branch has conflicts that must be resolved.']),
    ...common.reasons,
  ];
  const left = missing.filter((one) => one.reasons.length === common.reasons.length);
  return { reasons, methods: left.map((one) => one.method) };
}
