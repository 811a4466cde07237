import type { RepositoryName } from '../release-source.ts';

const part = '[A-Za-z0-9._-]{1,100}';
const fullName = new RegExp(`^(${part})/(${part})$`);

/** `owner/name`; undefined for anything else. */
export function parseRepositoryName(text: string): RepositoryName | undefined {
  const [, owner, repo] = fullName.exec(text) ?? [];
  if (owner === undefined || repo === undefined || /^\.{1,2}$/.test(owner) || /^\.{1,2}$/.test(repo)) return undefined;
  return { owner, repo };
}

/** Host and repository that a git remote names, by https, ssh or as `git@host:owner/name`; undefined for a path on this machine. */
export function parseRemote(remote: string): { readonly host: string; readonly name: RepositoryName } | undefined {
  const scp = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/)(.+)$/.exec(remote);
  const url = scp === null || remote.includes('://') ? URL.parse(remote) : null;
  const [host, path] = url === null ? [scp?.[1], scp?.[2]] : [url.hostname, url.pathname.slice(1)];
  const name = parseRepositoryName((path ?? '').replace(/\/$/, '').replace(/\.git$/, ''));
  return host === undefined || host === '' || name === undefined ? undefined : { host: host.toLowerCase(), name };
}
