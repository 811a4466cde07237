import type { FormHandler } from './form-call.ts';
import { pathToIssue, pullOf } from './of-issue.ts';

/** Tidies up after a pull request. */
export const deleteBranch: FormHandler = async (call) => {
  const pull = pullOf(call);
  await call.perform('git/delete-ref', { ref: `heads/${pull.head.ref}` });
  return pathToIssue(call.repository, pull);
};
