import { mayWrite } from './permissions.ts';
import type { RepositoryClient } from './repository-client.ts';

/** GitHub lists no more commits of a pull request than these. */
const mostCommits = 250;

/**
 * People whose newest review approves this very head, who may write, and who made no part of the change: neither its author nor an author or
 * committer of one of its commits. An approval of an older head does not count.
 */
export async function approvalsOf(
  repository: RepositoryClient,
  number: number,
  { head, author }: { readonly head: string; readonly author: string },
): Promise<readonly string[]> {
  const { client, where } = repository;
  const target = { ...where, pull_number: number, per_page: 100 };
  const newest = new Map<string, { state: string; commit: string | null }>();
  for (const { user, state, commit_id } of await client.paginate(client.rest.pulls.listReviews, target)) {
    // A comment says nothing for or against: it leaves an earlier review standing.
    if (user?.type === 'User' && state !== 'COMMENTED' && state !== 'PENDING') {
      newest.set(user.login, { state, commit: commit_id });
    }
  }
  const candidates = [...newest].filter(([, { state, commit }]) => state === 'APPROVED' && commit === head);
  if (candidates.length === 0) return [];
  const makers = new Set([author]);
  const commits = await client.paginate(client.rest.pulls.listCommits, target);
  if (commits.length >= mostCommits) return []; // who else made it can't be known
  for (const commit of commits) {
    for (const person of [commit.author, commit.committer]) if (person && 'login' in person) makers.add(person.login);
  }
  const approvals: string[] = [];
  for (const [login] of candidates) {
    if (!makers.has(login) && (await mayWrite(repository, login))) approvals.push(login);
  }
  return approvals.sort();
}
