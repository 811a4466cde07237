/** HTTP status of a failed request of Octokit; undefined for anything else, such as a connection that broke. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

/** One line for people; GitHub's own documentation link is cut off. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split(' - https://', 1)[0] ?? text).slice(0, 300);
}
