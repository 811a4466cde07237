/** What of a repository is brought in line: everything else of a delivery is read again from GitHub. */
export type Subject =
  /** A pull request: its check, its comment, its holdout evaluations, its commands. */
  | { readonly kind: 'pull'; readonly number: number }
  /** What landed on the default branch: tags, releases, promotions, deployments, retrainings, the dashboard. */
  | { readonly kind: 'landed' }
  /** Open entries of the holdout ledger: each belongs to a pull request or to what landed, which are looked at again. */
  | { readonly kind: 'ledger' }
  /** The repository as a whole: onboarding, every open pull request, what landed. What a sweep asks for. */
  | { readonly kind: 'repository' };

/** A unit of work. Equal keys coalesce, and one of each is worked on at a time. */
export interface Key {
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
  readonly subject: Subject;
}

/** The same text for equal keys. */
export function keyText({ installation, owner, repo, subject }: Key): string {
  const about = subject.kind === 'pull' ? `pull/${subject.number}` : subject.kind;
  return `${installation}/${owner}/${repo}/${about}`;
}
