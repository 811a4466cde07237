import { getOctokit } from '@actions/github';
import type { GitHub } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';

export type Client = InstanceType<typeof GitHub>;

const timeoutMs = 300_000;

/**
 * A client of GitHub's REST API. A request has five minutes, its body included; what fails by the connection, by 429 or by 5xx is asked again,
 * three times at most, after 1 s and ever more.
 */
export function githubClient(token: string, baseUrl: string): Client {
  return getOctokit(token, { baseUrl, request: { retries: 3, fetch: timed } }, retry);
}

function timed(address: string | URL | Request, init?: RequestInit): Promise<Response> {
  const limit = AbortSignal.timeout(timeoutMs);
  return fetch(address, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
}
