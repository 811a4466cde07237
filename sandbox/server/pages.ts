import { readFile } from 'node:fs/promises';
import type { Hub } from '../hub.ts';

const asset = /^\/([^/]+)\/([^/]+)\/releases\/download\/(.+)\/([^/]+)$/;

/** What GitHub serves outside of its API: downloads. Undefined for all else. */
export async function fetchPage(hub: Hub, request: Request): Promise<Response | undefined> {
  if (request.method !== 'GET') return undefined;
  const { pathname } = new URL(request.url);
  const offered = await hub.downloads.fetch(pathname);
  if (offered !== undefined) return offered;
  const [, owner = '', name = '', tag = '', file = ''] = asset.exec(pathname) ?? [];
  const repository = hub.world.repository(`${owner}/${name}`);
  if (repository === undefined || repository.private) return undefined;
  const published = [...repository.releases.values()].filter((release) => !release.draft);
  const release = published.find((one) => one.tagName === decodeURIComponent(tag));
  const found = release?.assets.find((one) => one.name === decodeURIComponent(file));
  if (found === undefined) return undefined;
  found.downloads++;
  return new Response(await readFile(found.file), { headers: { 'content-type': found.contentType } });
}
