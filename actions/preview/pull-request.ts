import * as z from 'zod';
import { AvalError } from '../../src/core/errors.ts';
import { parseSha, type Sha } from '../../src/engines/git/ref.ts';

/** What the event says of the pull request. */
export interface PullRequest {
  readonly number: number;
  readonly head: Sha;
  /** The commit that it is compared with, and whose policy judges. */
  readonly base: Sha;
  readonly fork: boolean;
}

const repository = z.object({ id: z.int() });
const eventSchema = z.object({
  pull_request: z.object({
    number: z.int().min(1),
    head: z.object({ sha: z.string(), repo: repository.nullable() }),
    base: z.object({ sha: z.string(), repo: repository }),
  }),
});

/** Throws `usage` for another event. */
export function pullRequestOf(event: unknown): PullRequest {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) {
    const hint = 'Run it in a job with "if: github.event_name == \'pull_request\'".';
    throw new AvalError('usage', { rule: 'preview.event', message: 'the event is not of a pull request', hint });
  }
  const { number, head, base } = parsed.data.pull_request;
  return { number, head: parseSha(head.sha), base: parseSha(base.sha), fork: head.repo?.id !== base.repo.id };
}
