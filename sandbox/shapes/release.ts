import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { Asset, Release } from '../state/release.ts';
import type { Repository } from '../state/repository.ts';
import { nodeId } from './urls.ts';
import { userJson } from './user.ts';

export function assetJson(hub: Hub, repository: Repository, release: Release, asset: Asset): Json {
  const tag = release.draft ? `untagged-${release.id}` : release.tagName;
  return {
    url: `${hub.urls.repo(repository)}/releases/assets/${asset.id}`,
    browser_download_url: `${hub.urls.page(repository)}/releases/download/${encodeURIComponent(tag)}/${encodeURIComponent(asset.name)}`,
    id: asset.id,
    node_id: nodeId('ReleaseAsset', asset.id),
    name: asset.name,
    label: asset.label,
    state: 'uploaded',
    content_type: asset.contentType,
    size: asset.size,
    digest: asset.digest,
    download_count: asset.downloads,
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    uploader: userJson(hub.urls, asset.uploader),
  };
}

export function releaseJson(hub: Hub, repository: Repository, release: Release): Json {
  const url = `${hub.urls.repo(repository)}/releases/${release.id}`;
  const tag = encodeURIComponent(release.tagName);
  const archive = (kind: string): string | null =>
    release.draft ? null : `${hub.urls.repo(repository)}/${kind}/refs/tags/${tag}`;
  return {
    url,
    html_url: `${hub.urls.page(repository)}/releases/tag/${release.draft ? `untagged-${release.id}` : tag}`,
    assets_url: `${url}/assets`,
    upload_url: `${hub.urls.upload(repository)}/releases/${release.id}/assets{?name,label}`,
    tarball_url: archive('tarball'),
    zipball_url: archive('zipball'),
    id: release.id,
    node_id: nodeId('Release', release.id),
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    created_at: release.createdAt,
    updated_at: release.publishedAt ?? release.createdAt,
    published_at: release.publishedAt,
    author: userJson(hub.urls, release.author),
    assets: release.assets.map((asset) => assetJson(hub, repository, release, asset)),
  };
}
