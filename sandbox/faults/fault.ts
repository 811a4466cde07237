/** What goes wrong, and how. */
export type FaultKind =
  /** The answer comes later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Refused before anything happened. */
  | { readonly kind: 'refuse'; readonly status: number; readonly message?: string; readonly retryAfter?: number }
  /** A secondary rate limit, as GitHub words it. */
  | { readonly kind: 'secondaryLimit'; readonly status: 403 | 429; readonly retryAfter: number }
  /** The change is made, and the answer is an error all the same. */
  | { readonly kind: 'applied'; readonly status: number }
  /** The change is made, and the connection ends without an answer. */
  | { readonly kind: 'reset' }
  /** The change is made, then this is called, and the answer waits for it. */
  | { readonly kind: 'held'; readonly until: () => Promise<unknown> }
  /** A read answers what it answered before the last change. */
  | { readonly kind: 'stale' };

export type Fault = FaultKind & {
  /** GitHub's operation id, or `git/push` and `git/fetch`. */
  readonly operation: string | RegExp;
  /** How often; once if it isn't said. */
  readonly times?: number;
};
