import { mergeBaseOf } from '../git/commits.ts';
import type { Pull } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';

/** Where the pull request's own changes start: what its diff and its commits are counted from. */
export async function pullBase(repository: Repository, pull: Pull): Promise<string> {
  return (await mergeBaseOf(repository.gitDir, pull.base.sha, pull.head.sha)) ?? pull.base.sha;
}
