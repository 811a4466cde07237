import type { User } from './people.ts';

export interface Release {
  readonly id: number;
  tagName: string;
  targetCommitish: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  /** Published while the repository's switch was on: tag and assets are locked for good. */
  immutable: boolean;
  readonly author: User;
  readonly createdAt: string;
  publishedAt: string | null;
  makeLatest: 'true' | 'false' | 'legacy';
  readonly assets: Asset[];
}

export interface Asset {
  readonly id: number;
  name: string;
  label: string | null;
  readonly contentType: string;
  readonly size: number;
  readonly digest: string;
  /** Where its bytes lie. */
  readonly file: string;
  readonly uploader: User;
  readonly createdAt: string;
  downloads: number;
}
