/** A request or an answer that GitHub's description does not allow. */
export interface Violation {
  readonly side: 'request' | 'answer' | 'webhook';
  readonly operation: string;
  /** Where in it: `body/title`, `query/per_page`, `status`. */
  readonly at: string;
  readonly message: string;
}
