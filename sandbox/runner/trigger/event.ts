/** Something that happened in a repository, as a webhook tells it. */
export interface RunnerEvent {
  /** owner/name */
  readonly repository: string;
  readonly eventName: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What `github.sha` will be: for a pull request the merge commit, for a push the pushed commit. */
  readonly sha: string;
  /** What `github.ref` will be, complete: `refs/heads/…`, `refs/tags/…`, `refs/pull/N/merge`. */
  readonly ref: string;
  readonly headRepository: string;
  readonly headBranch: string;
  readonly actor: string;
  readonly isFork: boolean;
  /** Where the objects of a ref are: the folder of a bare repository, or a URL to clone. */
  readonly files: (ref: string) => string;
}

/** The value at a path in a payload, or undefined. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Object.getOwnPropertyDescriptor(here, key)?.value;
  }
  return here;
}

export function textAt(value: unknown, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** A pull request from a fork runs with a token that reads and without secrets. */
export function isRestricted(event: RunnerEvent): boolean {
  return event.isFork && event.eventName.startsWith('pull_request') && event.eventName !== 'pull_request_target';
}

/** `main` for `refs/heads/main`, `7/merge` for `refs/pull/7/merge`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '');
}
