import type { Credentials } from '../engines/http/credentials.ts';
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
  readonly online: OnlineSettings;
  /** Opens sources whose access is environment. Throws `usage`. */
  readonly credentials: () => Credentials;
  readonly github?: FollowedRepository;
}

/** Views whose features are joined by key. */
export interface OnlineSettings {
  /** Milliseconds between looks at their sources. */
  readonly refresh: number;
  /** How long before now, or before the newest row, predictions are still joined. Milliseconds. */
  readonly history: number;
}

export interface FollowedRepository {
  readonly where: RepositoryName;
  readonly branch: string;
  readonly apiUrl: string;
  /** The token as it is now; it reads contents, nothing else. Throws `config` where it can't be read. */
  readonly token: () => Promise<string>;
  /** The App that is told what runs, and the repository's serving key. */
  readonly report?: { readonly url: string; readonly key: string };
}
