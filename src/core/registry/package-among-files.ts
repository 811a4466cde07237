import { assetName } from './asset-name.ts';
import type { Package } from './package.ts';
import { parseManifest } from './package-manifest.ts';
import { verifyPackage } from './package-verify.ts';

/** The package among the files of a run's artifact, which may hold others; verified byte by byte. Throws `evidence`. */
export function packageAmongFiles(files: ReadonlyMap<string, Uint8Array>): Package {
  const manifest = files.get('manifest.json') ?? new Uint8Array();
  const own = new Map<string, Uint8Array>();
  for (const { path } of parseManifest(manifest).files) {
    const bytes = files.get(assetName(path));
    if (bytes !== undefined) own.set(path, bytes);
  }
  return verifyPackage(manifest, own);
}
