import { readFile } from 'node:fs/promises';
import type { Hub } from '../hub.ts';
import type { Repository } from '../state/repository.ts';

const asset = /^\/([^/]+)\/([^/]+)\/releases\/download\/(.+)\/([^/]+)$/;

/** What GitHub serves outside of its API to everyone: downloads. Undefined for all else. */
export async function fetchPage(hub: Hub, request: Request): Promise<Response | undefined> {
  if (request.method !== 'GET') return undefined;
  const { pathname } = new URL(request.url);
  const offered = await hub.downloads.fetch(pathname);
  if (offered !== undefined) return offered;
  const [, owner = '', name = '', tag = '', file = ''] = asset.exec(pathname) ?? [];
  const repository = hub.world.repository(`${owner}/${name}`);
  if (repository === undefined || repository.private) return undefined;
  return fetchAsset(repository, decodeURIComponent(tag), decodeURIComponent(file));
}

/** A file of a published release, for whoever may read the repository. */
export async function fetchAsset(repository: Repository, tag: string, file: string): Promise<Response | undefined> {
  const published = [...repository.releases.values()].filter((release) => !release.draft);
  const release = published.find((one) => one.tagName === tag);
  const found = release?.assets.find((one) => one.name === file);
  if (found === undefined) return undefined;
  found.downloads++;
  return new Response(await readFile(found.file), { headers: { 'content-type': found.contentType } });
}
