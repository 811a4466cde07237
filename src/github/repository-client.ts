import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from './release-source.ts';

/** One repository on GitHub, as whoever only asks for one thing at a time sees it: the actions' own client can do that, and the App's. */
export interface AskedRepository {
  readonly client: Pick<Octokit, 'rest'>;
  readonly where: RepositoryName;
}

/** One repository on GitHub, with the rights of whoever `client` is. */
export interface RepositoryClient {
  readonly client: Octokit;
  readonly where: RepositoryName;
}
