import type { Gates } from '../../src/core/definitions/schema/gates.ts';
import { type Approval, namedIn } from '../../src/core/gate/approvals.ts';
import type { Use } from '../../src/core/ledger/ledger.ts';
import { approvalsFor } from '../pull/approvals.ts';
import type { AppRepository } from '../repository.ts';

/**
 * People who approved, as it was merged, the pull request that this use was reserved for, as these gates count them. Nobody where it was reserved for
 * what landed, or where that pull request was not merged: what landed came by another way.
 */
export async function landedApprovals(
  repository: AppRepository,
  { reserved }: Pick<Use, 'reserved'>,
  { whenInconclusive }: Pick<Gates, 'whenInconclusive'>,
): Promise<readonly Approval[]> {
  if (reserved.pull === undefined) return [];
  const { client, where } = repository;
  const { data } = await client.rest.pulls.get({ ...where, pull_number: reserved.pull });
  if (!data.merged) return [];
  const named = namedIn(whenInconclusive);
  const pull = { head: data.head.sha, author: data.user?.login ?? '' };
  return approvalsFor(repository, reserved.pull, pull, named === undefined ? [] : [named]);
}
