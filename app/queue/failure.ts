import { AvalError, consequences } from '../../src/core/errors.ts';
import { statusOf } from '../../src/github/request-error.ts';

/** What a failed reconciliation means for its key. */
export type Failure =
  /** GitHub asks for a pause of the whole installation, and says for how long. */
  | { readonly kind: 'limited'; readonly milliseconds: number }
  /** Another try soon may help. */
  | { readonly kind: 'transient' }
  /** The same would happen again: the next delivery or sweep looks anew. */
  | { readonly kind: 'final' };

/** What GitHub's documentation asks for where a secondary limit comes without `retry-after`. */
const secondaryPause = 60_000;
/** No header makes an installation wait longer: a primary limit is over after an hour. */
const longestPause = 3_660_000;

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Limits first, wherever in the chain of causes they are; then our own class of errors, then the status of the answer. */
export function classifyFailure(error: unknown): Failure {
  const chain = causes(error);
  for (const one of chain) {
    const milliseconds = pauseOf(one);
    if (milliseconds !== undefined) return { kind: 'limited', milliseconds: Math.min(milliseconds, longestPause) };
  }
  const known = chain.find((one) => one instanceof AvalError);
  if (known !== undefined) return { kind: consequences[known.class].retry ? 'transient' : 'final' };
  // Octokit gives a connection that broke the status 500
  return { kind: chain.some((one) => (statusOf(one) ?? 0) >= 500) ? 'transient' : 'final' };
}

function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && chain.length < 8; one = one instanceof Error ? one.cause : undefined) {
    chain.push(one);
  }
  return chain;
}

/** How long a 403 or 429 asks to wait; undefined for any other error, such as a 403 for want of a permission. */
function pauseOf(error: unknown): number | undefined {
  const status = statusOf(error);
  if (!(error instanceof Error) || (status !== 403 && status !== 429)) return undefined;
  const headers = headersOf(error);
  const after = Number(headers['retry-after']);
  if (after > 0) return after * 1000;
  if (String(headers['x-ratelimit-remaining']) === '0') return untilReset(headers);
  return status === 429 || /secondary rate/i.test(error.message) ? secondaryPause : undefined;
}

/** By GitHub's own clock, where it says the time; one second more, to ask after the reset and not at it. */
function untilReset(headers: Headers): number {
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  const now = Date.parse(String(headers['date']));
  const left = reset - (Number.isNaN(now) ? Date.now() : now) + 1000;
  return Number.isFinite(left) ? Math.max(left, 1000) : secondaryPause;
}

function headersOf(error: Error): Headers {
  const response = 'response' in error ? error.response : undefined;
  const headers = typeof response === 'object' && response !== null && 'headers' in response && response.headers;
  return typeof headers === 'object' && headers !== null ? (headers as Headers) : {}; // as Octokit's RequestError has them
}
