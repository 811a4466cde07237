import type { Use } from '../../src/core/ledger/ledger.ts';
import { approvalsOf } from '../../src/github/reviews.ts';
import type { AppRepository } from '../repository.ts';

/**
 * People who approved, as it was merged, the pull request that this use was reserved for. Nobody where it was reserved for what landed, or where that
 * pull request was not merged: what landed came by another way.
 */
export async function landedApprovals(repository: AppRepository, { reserved }: Use): Promise<readonly string[]> {
  if (reserved.pull === undefined) return [];
  const { client, where } = repository;
  const { data } = await client.rest.pulls.get({ ...where, pull_number: reserved.pull });
  if (!data.merged) return [];
  return approvalsOf(repository, reserved.pull, { head: data.head.sha, author: data.user?.login ?? '' });
}
