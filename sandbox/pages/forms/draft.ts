import { markReady } from '../../changes/mark-ready.ts';
import { ApiError } from '../../rest/api-error.ts';
import type { FormHandler } from './form-call.ts';
import { mayTend, pathToIssue, pullOf } from './of-issue.ts';

/** Ready for review, or a draft again: GitHub's REST API can't, its page and GraphQL can. */
const setDraft =
  (draft: boolean): FormHandler =>
  async (call) => {
    const { hub, repository, user, actor } = call;
    const pull = pullOf(call);
    if (!mayTend(user, repository, pull)) throw new ApiError(403, 'Must have push access to repository.');
    if (pull.state === 'closed') throw new ApiError(422, 'A closed pull request stays as it is.');
    await markReady(hub, repository, pull.number, draft, actor);
    return pathToIssue(repository, pull);
  };

export const ready = setDraft(false);
export const draft = setDraft(true);
