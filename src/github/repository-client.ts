import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from './release-source.ts';

/** One repository on GitHub, with the rights of whoever `client` is. */
export interface RepositoryClient {
  readonly client: Octokit;
  readonly where: RepositoryName;
}
