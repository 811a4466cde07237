import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Release } from '../../../sandbox/state/release.ts';
import type { Story } from '../../../scripts/demo/story/world.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { parseManifest } from '../../../src/core/registry/package-manifest.ts';
import { verifyPackage } from '../../../src/core/registry/package-verify.ts';
import { parseReleaseRecord, type ReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { gitOf } from './lending.ts';

/** An annotated tag as git holds it: who made it, for which commit, and its record. */
export async function tagOf({ repository }: Story, name: string) {
  const text = await gitOf(repository.gitDir, 'cat-file', 'tag', `refs/tags/${name}`);
  const [head = '', ...paragraphs] = text.split('\n\n');
  const field = (key: string): string => new RegExp(`^${key} (.*)$`, 'm').exec(head)?.[1] ?? '';
  const parsed = parseReleaseRecord(paragraphs.join('\n\n'));
  if ('problem' in parsed) throw new Error(`${name}: ${parsed.problem}`);
  const record: ReleaseRecord = parsed.record;
  return { commit: field('object'), tagger: field('tagger'), record };
}

/** Releases and drafts of a tag's name. */
export function releasesNamed({ repository }: Story, tag: string): readonly Release[] {
  return [...repository.releases.values()].filter(({ tagName }) => tagName === tag);
}

/** The assets' bytes, by name. */
export async function assetsOf({ assets }: Release): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map(
    await Promise.all(assets.map(async ({ name, file }) => [name, new Uint8Array(await readFile(file))] as const)),
  );
}

/** The files of the one zip that a run left; pages lie beside it as they are. */
export function artifactOf({ repository }: Story, run: number): ReadonlyMap<string, Uint8Array> {
  const [found, ...more] = [...repository.artifacts.values()].filter(
    ({ runId, type }) => runId === run && type === 'application/zip',
  );
  if (found === undefined || more.length > 0) throw new Error(`run ${run} has not one zip`);
  return new Map(Object.entries(unzipSync(found.bytes)));
}

/** The package among files, recomputed from their bytes. */
export function packageAmong(files: ReadonlyMap<string, Uint8Array>) {
  const manifest = files.get('manifest.json') ?? new Uint8Array();
  const paths = parseManifest(manifest).files.map(({ path }) => path);
  const own = new Map(paths.map((path) => [path, files.get(assetName(path)) ?? new Uint8Array()]));
  return { ...verifyPackage(manifest, own), names: ['manifest.json', ...paths.map(assetName)] };
}
