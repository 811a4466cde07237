import { ProbotOctokit } from 'probot';

type Options = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/** Seconds that a request may wait in place for a primary limit to end. */
const shortWait = 30;

/**
 * Probot's own Octokit, throttled and retrying as it is, with two of its edges taken off.
 *
 * A primary limit may last an hour. Probot would wait for its end in the middle of a reconciliation, and hold a worker; so a long wait
 * fails here, and the queue pauses that installation until the reset.
 *
 * Not `throttled`: no pause between writes, and a limit fails at once, for the queue to pause that installation.
 *
 * Probot hands the authentication a client without the API's address, so tokens that are asked for by hand would come from github.com
 * even where GHE_HOST is set. Without it, authentication uses the Octokit that it belongs to.
 */
export function appOctokit(throttled: boolean) {
  return ProbotOctokit.defaults((options: Options) => {
    const { request: _, ...auth } = options.auth ?? {};
    const onRateLimit = (seconds: number) => seconds <= shortWait;
    return { ...options, auth, throttle: { ...options['throttle'], onRateLimit, enabled: throttled } };
  });
}

const longest = 300_000;

/** Nobody else ends a request that a server never answers. Five minutes, for the upload of a package too. */
export function timedFetch(address: string | URL | Request, init?: RequestInit): Promise<Response> {
  const limit = AbortSignal.timeout(longest);
  return fetch(address, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
}
