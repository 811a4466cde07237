import type { FormHandler } from './form-call.ts';
import { pathToIssue, pullOf } from './of-issue.ts';

/** Merges the head that the page showed, and no other. */
export const merge: FormHandler = async (call) => {
  const pull = pullOf(call);
  const title = call.field('title').trim();
  const wish = { merge_method: call.field('method'), sha: call.field('head') };
  const named = title === '' ? wish : { ...wish, commit_title: title };
  await call.perform('pulls/merge', { pull_number: String(pull.number) }, named);
  return `${pathToIssue(call.repository, pull)}#merged`;
};
