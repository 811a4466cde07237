import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { textOf } from '../json.ts';
import { assetJson } from '../shapes/release.ts';
import type { Asset, Release } from '../state/release.ts';
import type { Repository } from '../state/repository.ts';
import { invalid, notFound, unprocessable } from './api-error.ts';
import { type Answer, type Call, idOf, noContent, ok, type Routes } from './call.ts';
import { authorOf, inRepository, read, write } from './in-repository.ts';
import { listed } from './pages.ts';
import { releaseIn } from './releases.ts';

function assetIn(call: Call, repository: Repository): { release: Release; asset: Asset } {
  for (const release of repository.releases.values()) {
    const asset = release.assets.find((one) => one.id === idOf(call, 'asset_id'));
    if (asset !== undefined) return { release, asset };
  }
  throw notFound();
}

function demandOpen(release: Release, what: string): void {
  if (release.immutable) throw unprocessable(`Cannot ${what} assets of an immutable release.`);
}

async function upload(call: Call, repository: Repository): Promise<Answer> {
  const release = releaseIn(call, repository);
  demandOpen(release, 'upload');
  // GitHub renames what it would not show
  const name = (call.query.get('name') ?? '').replace(/[^\w.+@-]/g, '.');
  if (release.assets.some((asset) => asset.name === name)) throw invalid('ReleaseAsset', 'name', 'already_exists');
  const id = call.hub.world.id();
  const file = join(call.hub.folder, 'assets', String(id));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, call.bytes);
  const asset: Asset = {
    id,
    name,
    label: call.query.get('label'),
    contentType: call.headers.get('content-type') ?? 'application/octet-stream',
    size: call.bytes.length,
    digest: `sha256:${createHash('sha256').update(call.bytes).digest('hex')}`,
    file,
    uploader: authorOf(call),
    createdAt: call.hub.world.now(),
    downloads: 0,
  };
  release.assets.push(asset);
  return ok(assetJson(call.hub, repository, release, asset), 201);
}

function get(call: Call, repository: Repository): Answer {
  const { release, asset } = assetIn(call, repository);
  if (call.headers.get('accept') !== 'application/octet-stream')
    return ok(assetJson(call.hub, repository, release, asset));
  asset.downloads++;
  const { hub } = call;
  const location = `${hub.urls.web}${hub.downloads.offer({ file: asset.file }, asset.contentType, asset.name)}`;
  return { status: 302, headers: { location } };
}

export const releaseAssetRoutes: Routes = {
  'repos/upload-release-asset': inRepository(write('contents'), upload),
  'repos/get-release-asset': inRepository(read('contents'), get),
  'repos/list-release-assets': inRepository(read('contents'), (call, repository) => {
    const release = releaseIn(call, repository);
    return listed(call, release.assets, (asset) => assetJson(call.hub, repository, release, asset));
  }),
  'repos/update-release-asset': inRepository(write('contents'), (call, repository) => {
    const { release, asset } = assetIn(call, repository);
    demandOpen(release, 'change');
    asset.name = textOf(call.body['name']) ?? asset.name;
    asset.label = textOf(call.body['label']) ?? asset.label;
    return ok(assetJson(call.hub, repository, release, asset));
  }),
  'repos/delete-release-asset': inRepository(write('contents'), (call, repository) => {
    const { release, asset } = assetIn(call, repository);
    demandOpen(release, 'delete');
    release.assets.splice(release.assets.indexOf(asset), 1);
    return noContent;
  }),
};
