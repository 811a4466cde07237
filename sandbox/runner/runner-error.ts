/** A workflow, action or event that cannot run as written; the message is for the person who reads the log. */
export class RunnerError extends Error {
  override name = 'RunnerError';
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
