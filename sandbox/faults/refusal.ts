import type { Answer } from '../rest/call.ts';
import type { FaultKind } from './fault.ts';

const words: Readonly<Record<number, string>> = {
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service unavailable',
};

/** The answer that a fault gives instead of the real one. */
export function refusal(fault: Exclude<FaultKind, { kind: 'delay' | 'reset' | 'held' | 'stale' }>): Answer {
  if (fault.kind === 'secondaryLimit') {
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const documentation_url =
      'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits';
    const headers = { 'retry-after': String(fault.retryAfter) };
    return { status: fault.status, body: { message, documentation_url }, headers };
  }
  const retryAfter = fault.kind === 'refuse' ? fault.retryAfter : undefined;
  const message = (fault.kind === 'refuse' ? fault.message : undefined) ?? words[fault.status] ?? 'Refused';
  return {
    status: fault.status,
    body: { message, documentation_url: 'https://docs.github.com/rest' },
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  };
}
