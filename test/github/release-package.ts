import { assetName } from '../../src/core/registry/asset-name.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { manifestBytes } from '../../src/core/registry/package-manifest.ts';
import type { Client } from '../../src/github/client.ts';

/** Publishes a release with a package as its assets; `trees` takes the place of the model's own file. */
export async function releasePackage(
  { rest }: Client,
  where: { owner: string; repo: string },
  tag: string,
  item: Package,
  trees?: Uint8Array,
): Promise<void> {
  const { data } = await rest.repos.createRelease({ ...where, tag_name: tag });
  for (const [path, bytes] of [['manifest.json', manifestBytes(item.manifest)] as const, ...item.files]) {
    await rest.repos.uploadReleaseAsset({
      ...where,
      release_id: data.id,
      name: assetName(path),
      baseUrl: new URL('/api/uploads', data.upload_url).href,
      // Octokit's type wants text; it sends what it is given
      data: Buffer.from(path === 'model/trees.json' ? (trees ?? bytes) : bytes) as unknown as string,
      headers: { 'content-type': 'application/octet-stream' },
    });
  }
}
