import type { S3Access } from '../engines/predictions/s3-access.ts';
import type { RepositoryName } from '../github/release-source.ts';

/** What is served, and where. */
export interface ServeSettings {
  readonly environment: string;
  readonly host: string;
  readonly port: number;
  /** Milliseconds between looks at git. */
  readonly interval: number;
  /** Of aval itself. */
  readonly serverVersion: string;
  /** Followed by what is committed, where `github` isn't said; what a relative place of predictions is relative to. */
  readonly folder: string;
  /** Of this machine: a copy of the repository, rows on their way to S3. */
  readonly cacheFolder: string;
  /** Where predictions are kept, in place of what aval.yaml says. */
  readonly predictions?: string;
  /** Access to `s3://`. Throws `usage` where it isn't configured. */
  readonly s3: () => S3Access;
  readonly github?: FollowedRepository;
}

export interface FollowedRepository {
  readonly where: RepositoryName;
  readonly branch: string;
  readonly apiUrl: string;
  /** Reads contents, nothing else. */
  readonly token: string;
  /** The App that is told what runs, and the repository's serving key. */
  readonly report?: { readonly url: string; readonly key: string };
}
