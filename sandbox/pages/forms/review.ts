import { isAncestor } from '../../git/refs.ts';
import { unprocessable } from '../../rest/api-error.ts';
import type { FormHandler } from './form-call.ts';
import { pathToIssue, pullOf } from './of-issue.ts';

/** A verdict on the head that the page showed, whatever was pushed since. */
export const review: FormHandler = async (call) => {
  const pull = pullOf(call);
  const commit_id = call.field('head');
  const isOne = /^[0-9a-f]{40}$/.test(commit_id);
  if (!isOne || !(await isAncestor(call.repository.gitDir, commit_id, pull.head.sha)))
    throw unprocessable(
      'This page is out of date: its commit is not part of the pull request any more. Load it again.',
    );
  const [event, body] = [call.field('event'), call.field('body')];
  if (body.trim() === '' && event === 'COMMENT') throw unprocessable('A review that only comments needs a comment.');
  if (body.trim() === '' && event === 'REQUEST_CHANGES') throw unprocessable('Say which changes you ask for.');
  const made = await call.perform(
    'pulls/create-review',
    { pull_number: String(pull.number) },
    { event, body, commit_id },
  );
  return `${pathToIssue(call.repository, pull)}#pullrequestreview-${made['id']}`;
};
