import { notFound } from '../../rest/api-error.ts';
import { levelOf, reaches } from '../../state/access.ts';
import { type Issue, isPull, type Pull } from '../../state/issue.ts';
import type { User } from '../../state/people.ts';
import type { Repository } from '../../state/repository.ts';
import { pathTo } from '../addresses.ts';
import type { PageCall } from '../page.ts';

export function issueOf({ repository, param }: PageCall): Issue {
  const issue = repository.issues.get(Number(param('number')));
  if (issue === undefined) throw notFound();
  return issue;
}

export function pullOf({ repository, param }: PageCall): Pull {
  const pull = repository.pulls.get(Number(param('number')));
  if (pull === undefined) throw notFound();
  return pull;
}

export const pathToIssue = (repository: Repository, issue: Issue, ...parts: string[]): string =>
  pathTo(repository, isPull(issue) ? 'pull' : 'issues', issue.number, ...parts);

/** Authors look after what they opened; people with write access after everything. */
export const mayTend = (user: User | undefined, repository: Repository, issue: Issue): boolean =>
  user !== undefined && (issue.user === user || mayWrite(user, repository));

export const mayWrite = (user: User | undefined, repository: Repository): boolean =>
  user !== undefined && reaches(levelOf(user, repository), 'write');
