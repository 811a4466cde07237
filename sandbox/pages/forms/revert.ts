import { revertPull } from '../../changes/revert-pull.ts';
import { ApiError } from '../../rest/api-error.ts';
import { demand, write } from '../../rest/in-repository.ts';
import type { FormHandler } from './form-call.ts';
import { pathToIssue, pullOf } from './of-issue.ts';

/** Opens a pull request that takes a merged one back: GitHub's REST API can't, its page and GraphQL can. */
export const revert: FormHandler = async (call) => {
  const { hub, repository, user, actor } = call;
  demand(actor, repository, write('contents'));
  const reverted = await revertPull(hub, repository, pullOf(call), user, actor);
  if (reverted.kind === 'refused') throw new ApiError(422, reverted.message);
  return pathToIssue(repository, reverted.pull);
};
