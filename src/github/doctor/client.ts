import { Octokit } from '@octokit/rest';

const timeoutMs = 30_000;

/** A client for a person who waits: each request has half a minute, its body included, and is asked once. */
export function doctorClient(token: string, baseUrl: string): Octokit {
  return new Octokit({ auth: token, baseUrl, userAgent: 'aval', request: { fetch: timed } });
}

function timed(address: string | URL | Request, init?: RequestInit): Promise<Response> {
  const limit = AbortSignal.timeout(timeoutMs);
  return fetch(address, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
}
