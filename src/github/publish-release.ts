import type { RepositoryClient } from './repository-client.ts';

export interface NewRelease {
  readonly tag: string;
  readonly name: string;
  /** Markdown. */
  readonly body: string;
  /** Files by asset name. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

/** A release as GitHub lists it; drafts are found here, and nowhere by their tag. */
export interface FoundRelease {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly url: string;
  /** Where its assets are sent: another host than the API's. */
  readonly uploads: string;
}

/** All releases, newest first, until every wanted tag was seen. */
export async function releasesOf(
  { client, where }: RepositoryClient,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FoundRelease>> {
  const found = new Map<string, FoundRelease>();
  const missing = new Set(wanted);
  if (missing.size === 0) return found;
  for await (const { data } of client.paginate.iterator(client.rest.repos.listReleases, { ...where, per_page: 100 })) {
    for (const { id, tag_name: tag, draft, html_url: url, upload_url: uploads } of data) {
      // A published release of that name outranks a draft that was left over.
      if (found.get(tag)?.draft !== false) found.set(tag, { id, tag, draft, url, uploads });
      if (!draft) missing.delete(tag);
    }
    if (missing.size === 0) break;
  }
  return found;
}

/**
 * Publishes a release: draft, then every asset, then published, once. Whatever of it is there already is kept, so that it may be called again
 * after a crash anywhere. An asset whose upload broke off is uploaded again.
 */
export async function publishRelease(
  { client, where }: RepositoryClient,
  release: NewRelease,
  found: FoundRelease | undefined,
): Promise<void> {
  if (found?.draft === false) return;
  const { id: release_id, uploads } = found ?? (await draft({ client, where }, release));
  const assets =
    found === undefined
      ? []
      : await client.paginate(client.rest.repos.listReleaseAssets, { ...where, release_id, per_page: 100 });
  for (const [name, bytes] of release.assets) {
    const standing = assets.find((asset) => asset.name === name);
    if (standing?.state === 'uploaded' && standing.size === bytes.length) continue;
    if (standing !== undefined) await client.rest.repos.deleteReleaseAsset({ ...where, asset_id: standing.id });
    const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length };
    await client.request({ method: 'POST', url: uploads, name, data: Buffer.from(bytes), headers });
  }
  await client.rest.repos.updateRelease({ ...where, release_id, draft: false });
}

async function draft({ client, where }: RepositoryClient, { tag, name, body }: NewRelease) {
  const { data } = await client.rest.repos.createRelease({ ...where, tag_name: tag, name, body, draft: true });
  return { id: data.id, uploads: data.upload_url };
}
