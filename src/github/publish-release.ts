import { digestOf } from '../core/digest.ts';
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
  /** False: someone else made it. */
  readonly own: boolean;
  readonly url: string;
  /** Where its assets are sent: another host than the API's. */
  readonly uploads: string;
}

/** All releases, newest first, until every wanted tag was seen. Of drafts only those of `own`, a user's id: what others wrote into theirs is theirs. */
export async function releasesOf(
  { client, where }: RepositoryClient,
  wanted: ReadonlySet<string>,
  own: number,
): Promise<ReadonlyMap<string, FoundRelease>> {
  const found = new Map<string, FoundRelease>();
  const missing = new Set(wanted);
  if (missing.size === 0) return found;
  for await (const { data } of client.paginate.iterator(client.rest.repos.listReleases, { ...where, per_page: 100 })) {
    for (const { id, tag_name: tag, draft, html_url: url, upload_url: uploads, author } of data) {
      if (draft && author.id !== own) continue;
      // A published release of that name outranks a draft that was left over.
      if (found.get(tag)?.draft !== false) found.set(tag, { id, tag, draft, own: author.id === own, url, uploads });
      if (!draft) missing.delete(tag);
    }
    if (missing.size === 0) break;
  }
  return found;
}

/**
 * Publishes a release: draft, then every asset, then published, once. Whatever of it is there already is kept, so that it may be called again
 * after a crash anywhere. An asset with other bytes than these, as an upload that broke off leaves it, is uploaded again; a file that isn't named goes.
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
  const whole = new Set<string>();
  for (const { id: asset_id, name, state, digest } of assets) {
    const bytes = release.assets.get(name);
    if (state === 'uploaded' && bytes !== undefined && digest === digestOf(bytes)) whole.add(name);
    else await client.rest.repos.deleteReleaseAsset({ ...where, asset_id });
  }
  for (const [name, bytes] of release.assets) {
    if (whole.has(name)) continue;
    const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length };
    await client.request({ method: 'POST', url: uploads, name, data: Buffer.from(bytes), headers });
  }
  const { name, body } = release;
  await client.rest.repos.updateRelease({ ...where, release_id, name, body, draft: false });
}

async function draft({ client, where }: RepositoryClient, { tag, name, body }: NewRelease) {
  const { data } = await client.rest.repos.createRelease({ ...where, tag_name: tag, name, body, draft: true });
  return { id: data.id, uploads: data.upload_url };
}
