import { newestByName } from '../../changes/suite-outcome.ts';
import type { CheckRun, CommitStatus } from '../../state/check.ts';
import type { Repository } from '../../state/repository.ts';

/** The check runs of a commit that count: of each name the newest. */
export const checksOf = (repository: Repository, sha: string): CheckRun[] =>
  newestByName([...repository.checkRuns.values()].filter((run) => run.headSha === sha));

/** The statuses of a commit that count: of each context the newest. */
export const statusesOf = (repository: Repository, sha: string): CommitStatus[] => [
  ...new Map(repository.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one])).values(),
];
