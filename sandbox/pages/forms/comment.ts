import { isPull } from '../../state/issue.ts';
import type { FormHandler } from './form-call.ts';
import { issueOf, pathToIssue } from './of-issue.ts';

/** Says something; the button beside it closes or reopens, with or without words. */
export const comment: FormHandler = async (call) => {
  const issue = issueOf(call);
  const [body, state] = [call.field('body'), call.field('state')];
  const page = pathToIssue(call.repository, issue);
  const number = String(issue.number);
  const said =
    body.trim() === '' && state !== ''
      ? undefined
      : await call.perform('issues/create-comment', { issue_number: number }, { body });
  if (state !== '' && isPull(issue)) await call.perform('pulls/update', { pull_number: number }, { state });
  else if (state !== '') await call.perform('issues/update', { issue_number: number }, { state });
  return said === undefined ? page : `${page}#issuecomment-${said['id']}`;
};
