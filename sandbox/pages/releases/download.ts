import { fetchAsset } from '../../server/pages.ts';
import type { PageHandler } from '../page.ts';

/** A release's file for a person who has logged in: a private repository's is for nobody else. A tag may hold slashes, a file's name none. */
export const downloadPage: PageHandler = ({ repository, param }) => {
  const [, tag = '', file = ''] = /^(.+)\/([^/]+)$/.exec(param('address')) ?? [];
  return fetchAsset(repository, tag, file);
};
