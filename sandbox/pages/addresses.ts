import type { App, User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';

/** A path on this site; each part is escaped, a slash in it as well. */
export const pathTo = (repository: Repository, ...parts: readonly (string | number)[]): string =>
  `/${[repository.owner.login, repository.name, ...parts].map(encodeURIComponent).join('/')}`;

/** A file's or a folder's page: the slashes of its path stay. */
export const pathToFile = (repository: Repository, kind: 'blob' | 'tree' | 'raw', ref: string, path: string): string =>
  [pathTo(repository, kind, ref), ...path.split('/').filter(Boolean).map(encodeURIComponent)].join('/');

export const pathToUser = (user: User): string =>
  user.type === 'Bot'
    ? `/apps/${encodeURIComponent(user.login.replace('[bot]', ''))}`
    : `/${encodeURIComponent(user.login)}`;

export const pathToApp = (app: App): string => `/apps/${encodeURIComponent(app.slug)}`;

/** An address that someone gave, if a browser may follow it: no `javascript:`, no `data:`. */
export function followable(address: string | null | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  return /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}
