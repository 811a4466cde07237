import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestOf, parseDigest } from '../../src/core/digest.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { manifestBytes } from '../../src/core/registry/package-manifest.ts';
import { formatReleaseRecord } from '../../src/core/registry/release-record.ts';
import { registryState } from '../../src/core/registry/state.ts';
import type { TagRecord } from '../../src/core/registry/tag-record.ts';
import { githubClient } from '../../src/github/client.ts';
import { ReleaseSource } from '../../src/github/release-source.ts';
import { samplePackage } from '../core/registry/sample-package.ts';
import { makeWorld, type TestWorld } from '../sandbox/world.ts';
import { releasePackage } from './release-package.ts';

const [sound, tampered, exchanged, unpublished] = ['one', 'two', 'three', 'four'].map((name) => samplePackage(name));
if (!sound || !tampered || !exchanged || !unpublished) throw new RangeError('four packages');

let world: TestWorld;
let source: ReleaseSource;
beforeAll(async () => {
  world = await makeWorld();
  await release('1.0.0', sound);
  await release('1.1.0', tampered, new Uint8Array([123, 125]));
  await release('1.2.0', sound);
  const tags = [tag('1.0.0', sound), tag('1.1.0', tampered), tag('1.2.0', exchanged), tag('1.3.0', unpublished)];
  source = new ReleaseSource(world.as(world.reader), world.where, registryState(tags, new Map()));
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

function tag(version: string, item: Package): TagRecord {
  const other = digestOf('not looked at');
  const definition = parseDigest(item.manifest.definition, 'manifest.json');
  const record = { subject: version, package: item.digest, definition, recipe: other, evidence: other };
  const message = formatReleaseRecord(record);
  return { name: `credit-risk@v${version}`, message, commit: '0'.repeat(40), tagger: 'aval', time: 0 };
}

const release = (version: string, item: Package, trees?: Uint8Array): Promise<void> =>
  releasePackage(world.as(world.owner), world.where, `credit-risk@v${version}`, item, trees);

it('reads a published package, byte for byte, and finds it by its definition', async () => {
  const found = await source.get(sound.digest);
  expect(found?.digest).toBe(sound.digest);
  expect(found?.files).toEqual(sound.files);
  expect(await source.find(parseDigest(sound.manifest.definition, 'manifest.json'))).toBe(sound.digest);
  expect(await source.attachment(sound.digest, 'manifest.json')).toEqual(manifestBytes(sound.manifest));
});

it('has nothing where no tag, no release or no asset is', async () => {
  expect(await source.get(digestOf('never made'))).toBeUndefined();
  expect(await source.get(unpublished.digest)).toBeUndefined();
  expect(await source.find(digestOf('never defined'))).toBeUndefined();
  expect(await source.attachment(sound.digest, 'evidence.json')).toBeUndefined();
});

it('refuses bytes that are not what the manifest says, and a whole package that is not what the tag says', async () => {
  await expect(source.get(tampered.digest)).rejects.toMatchObject({ class: 'evidence' });
  await expect(source.get(exchanged.digest)).rejects.toMatchObject({ faults: [{ rule: 'release.digest' }] });
});

it('asks again when GitHub is down for a moment', async () => {
  world.sandbox.faults.add({ operation: 'repos/get-release-by-tag', kind: 'refuse', status: 502 });
  world.sandbox.faults.add({ operation: 'repos/get-release-asset', kind: 'refuse', status: 503 });
  const client = githubClient(world.sandbox.tokenFor(world.reader), world.sandbox.apiUrl);
  const patient = new ReleaseSource(client, world.where, registryState([tag('1.0.0', sound)], new Map()));
  expect((await patient.get(sound.digest))?.digest).toBe(sound.digest);
});

it('says when GitHub refuses or fails, and never takes that for absence', async () => {
  world.sandbox.faults.add({ operation: 'repos/get-release-by-tag', kind: 'refuse', status: 500, times: 10 });
  const fresh = new ReleaseSource(world.as(world.reader), world.where, registryState([tag('1.0.0', sound)], new Map()));
  await expect(fresh.get(sound.digest)).rejects.toMatchObject({
    class: 'platform',
    faults: [{ rule: 'github.releases' }],
  });
});
