import { AvalError } from '../../core/errors.ts';
import type { Seen } from '../../core/onboarding/observed.ts';
import { reasonOf, statusOf } from '../request-error.ts';

/** What GitHub answers, or why it shows this person nothing. Throws `platform` when it did not answer the question at all. */
export async function seen<T>(what: string, asked: Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: 'seen', value: await asked };
  } catch (cause) {
    if (isRefusal(cause)) return { kind: 'hidden', why: reasonOf(cause) };
    throw unanswered(what, cause);
  }
}

/** The answer; throws `platform` when there is none. */
export async function answered<T>(what: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw unanswered(what, cause);
  }
}

/** The answer, or undefined where there is nothing. */
export async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (cause) {
    if (statusOf(cause) === 404) return undefined;
    throw cause;
  }
}

export function unanswered(what: string, cause: unknown): AvalError {
  const message = `GitHub did not give ${what}: ${reasonOf(cause)}`;
  return new AvalError('platform', { rule: 'github.read', message, hint: 'Try again in a while.' }, { cause });
}

/** Refused for want of rights or plan. A rate limit is 403, too, and says nothing of the repository. */
function isRefusal(cause: unknown): boolean {
  const status = statusOf(cause);
  return status === 404 || (status === 403 && !/rate limit/i.test(reasonOf(cause)));
}
