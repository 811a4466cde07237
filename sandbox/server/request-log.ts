/** One request as it was answered; what a test counts. */
export interface LoggedRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Who asked: a login, an App's slug, or `anonymous`. */
  readonly by: string;
  readonly status: number;
  readonly at: string;
}
