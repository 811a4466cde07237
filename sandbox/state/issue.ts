import type { App, User } from './people.ts';
import type { Repository } from './repository.ts';

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly user: User;
  readonly app?: App;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | 'duplicate' | null;
  readonly labels: Set<string>;
  assignees: readonly User[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: User | null;
}

/** A pull request is an issue too: it stands in both of the repository's maps. */
export interface Pull extends Issue {
  readonly pullId: number;
  /** Undefined repository: the fork is gone. */
  readonly head: { readonly repository: Repository; readonly ref: string; sha: string };
  base: { ref: string; sha: string };
  draft: boolean;
  /** Undefined while it conflicts. */
  mergeTestSha: string | undefined;
  mergeable: boolean;
  mergedAt: string | null;
  mergedBy: User | null;
  mergeCommitSha: string | null;
  /** The base branch's tip before the merge; null where a push brought the commits, for then it may have brought more. */
  mergedOnto: string | null;
  requestedReviewers: readonly User[];
  readonly maintainerCanModify: boolean;
}

export const isPull = (issue: Issue): issue is Pull => 'pullId' in issue;

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: User;
  readonly app?: App;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly reactions: {
    readonly id: number;
    readonly user: User;
    readonly content: string;
    readonly createdAt: string;
  }[];
}

export interface Review {
  readonly id: number;
  readonly pull: number;
  readonly user: User;
  body: string;
  state: 'PENDING' | 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  commitId: string;
  submittedAt: string | undefined;
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}
