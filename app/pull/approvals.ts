import type { Environment } from '../../src/core/definitions/schema/project.ts';
import { type Approval, namedIn, peopleMayAnswer } from '../../src/core/gate/approvals.ts';
import { approvalsOf } from '../../src/github/reviews.ts';
import { withTeams } from '../../src/github/teams.ts';
import type { AppRepository } from '../repository.ts';
import type { Change } from './change.ts';

/** People who approved a head, as rules with these lists of names count them. */
export async function approvalsFor(
  repository: AppRepository,
  number: number,
  pull: { readonly head: string; readonly author: string },
  lists: readonly (readonly string[])[],
): Promise<readonly Approval[]> {
  const logins = await approvalsOf(repository, number, pull);
  return withTeams(repository, logins, lists, (reason) => repository.context.warn('teams.unreadable', { reason }));
}

/** Whether any rule of base lets an approval of this change count. */
export function wantsApprovals(change: Change): boolean {
  if (change.kind !== 'planned') return false;
  return change.environments.length > 0 || change.models.some(({ trial }) => trial && peopleMayAnswer(trial.gates));
}

/** The names in each rule that may ask for approvals of this change, also where the change brings it. */
export function approverLists(change: Change): readonly (readonly string[])[] {
  if (change.kind !== 'planned') return [];
  const changed = new Set(change.environments.map(({ environment }) => environment));
  const environments = [change.project, ...(change.proposed ? [change.proposed] : [])]
    .flatMap((project) => project.environments)
    .filter(({ name }) => changed.has(name));
  const gates = change.models.flatMap(({ trial }) => [trial?.gates, trial?.proposed]);
  const lists = [...environments.flatMap(listsOf), ...gates.map((one) => namedIn(one?.whenInconclusive))];
  return lists.filter((list) => list !== undefined);
}

function listsOf({ require, rollback }: Environment): readonly (readonly string[] | undefined)[] {
  return [require.approvals?.from, namedIn(require.whenInconclusive), rollback.approvals.from];
}
