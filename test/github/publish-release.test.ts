import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { type NewRelease, publishRelease, releasesOf } from '../../src/github/publish-release.ts';
import { type Installed, makeInstalled, operations } from './installed.ts';

let world: Installed;
let sha: string;
let made = 0;
beforeAll(async () => {
  world = await makeInstalled();
  sha = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
});
afterEach(() => world.sandbox.faults.clear());
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const assets = new Map([
  ['manifest.json', bytes('{"format":1}')],
  ['model.trees.json', bytes('{"trees":[]}')],
  ['evidence.json', bytes('{}')],
]);

/** A release whose tag stands, as the App makes them. */
async function tagged(): Promise<NewRelease> {
  const tag = `credit-risk@v1.${made++}.0`;
  await world.client.rest.git.createRef({ ...world.where, ref: `refs/tags/${tag}`, sha });
  return { tag, name: tag.replace('@v', ' '), body: '**notes**', assets };
}

/** What the App does at every look: what is there, then the rest. */
async function publish(release: NewRelease): Promise<void> {
  const found = await releasesOf(world.repository, new Set([release.tag]), world.app.bot.id);
  await publishRelease(world.repository, release, found.get(release.tag));
}

async function expectPublished(release: NewRelease): Promise<void> {
  const { data } = await world.client.rest.repos.listReleases({ ...world.where, per_page: 100 });
  const own = data.filter(({ tag_name, author }) => tag_name === release.tag && author.login === 'aval[bot]');
  expect(own).toMatchObject([{ draft: false, name: release.name, body: release.body }]);
  const found = own[0]?.assets.map(({ name, digest }) => [name, digest] as const);
  expect(new Map(found)).toEqual(new Map([...release.assets].map(([name, file]) => [name, digestOf(file)])));
}

it('publishes once: a second look writes nothing', async () => {
  const release = await tagged();
  await publish(release);
  await expectPublished(release);
  const from = world.sandbox.requests.length;
  await publish(release);
  expect(operations(world, from)).toEqual(['repos/list-releases']);
});

const calls = ['repos/create-release', 'repos/upload-release-asset', 'repos/update-release'] as const;
const faults = [{ kind: 'refuse', status: 500 }, { kind: 'applied', status: 502 }, { kind: 'reset' }] as const;

describe.each(calls)('after a crash at %s', (operation) => {
  it.each(faults)('by %j the next look ends with one release and the right assets', async (fault) => {
    const release = await tagged();
    world.sandbox.faults.add({ operation, ...fault });
    await expect(publish(release)).rejects.toThrow();
    await publish(release);
    await expectPublished(release);
  });
});

it.each([1, 2, 3])('after upload %d was the last thing it did, it goes on there', async (uploads) => {
  const release = await tagged();
  const half = { ...release, assets: new Map([...assets].slice(0, uploads)) };
  world.sandbox.faults.add({ operation: 'repos/update-release', kind: 'refuse', status: 500 });
  await expect(publish(half)).rejects.toThrow();
  const from = world.sandbox.requests.length;
  await publish(release);
  await expectPublished(release);
  const sent = operations(world, from, true).filter((name) => name === 'repos/upload-release-asset');
  expect(sent).toHaveLength(3 - uploads);
});

it('an asset of the same size with other bytes, and a file that nobody named, do not stay', async () => {
  const release = await tagged();
  const { data } = await world.client.rest.repos.createRelease({ ...world.where, tag_name: release.tag, draft: true });
  const other = new Map([...assets, ['extra.sh', bytes('rm')]]).set('manifest.json', bytes('{"format":2}'));
  const draft = { id: data.id, tag: release.tag, draft: true, own: true, url: data.html_url, uploads: data.upload_url };
  world.sandbox.faults.add({ operation: 'repos/update-release', kind: 'refuse', status: 500 });
  await expect(publishRelease(world.repository, { ...release, assets: other }, draft)).rejects.toThrow();
  await publish(release);
  await expectPublished(release);
});

it('a draft that someone else began is theirs: it is neither filled nor published', async () => {
  const release = await tagged();
  const writer = world.as(world.writer);
  const { data } = await writer.rest.repos.createRelease({
    ...world.where,
    tag_name: release.tag,
    draft: true,
    body: 'trap',
  });
  await publish(release);
  await expectPublished(release);
  const theirs = await writer.rest.repos.getRelease({ ...world.where, release_id: data.id });
  expect(theirs.data).toMatchObject({ draft: true, body: 'trap', assets: [] });
});

it('looks through pages until each tag was seen, and no further', async () => {
  const release = await tagged();
  await publish(release);
  for (let i = 0; i < 101; i++)
    await world.client.rest.repos.createRelease({ ...world.where, tag_name: `other-${i}`, draft: true });
  const found = await releasesOf(world.repository, new Set([release.tag]), world.app.bot.id);
  expect(found.get(release.tag)).toMatchObject({ draft: false });
  expect(await releasesOf(world.repository, new Set(), world.app.bot.id)).toEqual(new Map());
});
