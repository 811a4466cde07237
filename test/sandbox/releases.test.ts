import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneWith, git, makeWorld, type Octokit, statusOf, type TestWorld } from './world.ts';

describe('a release', () => {
  let world: TestWorld;
  let writer: Octokit;
  let owner: Octokit;
  beforeAll(async () => {
    world = await makeWorld();
    writer = world.as(world.writer);
    owner = world.as(world.owner);
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  const bytes = Buffer.from([0, 1, 2, 250, 251]);
  const upload = (release_id: number, name: string) =>
    writer.rest.repos.uploadReleaseAsset({
      ...world.where,
      release_id,
      name,
      baseUrl: `${world.sandbox.url}/api/uploads`,
      // Octokit's type wants text; it sends what it is given
      data: bytes as unknown as string,
      headers: { 'content-type': 'application/octet-stream', 'content-length': bytes.length },
    });

  it('as a draft is not found by its tag, and readers do not see it', async () => {
    const { where } = world;
    const { data: draft } = await writer.rest.repos.createRelease({
      ...where,
      tag_name: 'm@v1.0.0',
      draft: true,
      body: 'notes',
    });
    expect(draft).toMatchObject({ draft: true, published_at: null });
    expect(await statusOf(writer.rest.repos.getReleaseByTag({ ...where, tag: 'm@v1.0.0' }))).toBe(404);
    expect((await writer.rest.repos.listReleases(where)).data).toHaveLength(1);
    expect((await world.as(world.reader).rest.repos.listReleases(where)).data).toHaveLength(0);
    expect(await statusOf(writer.rest.git.getRef({ ...where, ref: 'tags/m@v1.0.0' }))).toBe(404);
    const { data: asset } = await upload(draft.id, 'model.bin');
    expect(asset).toMatchObject({ size: 5, digest: expect.stringMatching(/^sha256:/) });
    expect(await statusOf(upload(draft.id, 'model.bin'))).toBe(422);
    await writer.rest.repos.updateRelease({ ...where, release_id: draft.id, draft: false });
    const { data: published } = await writer.rest.repos.getReleaseByTag({ ...where, tag: 'm@v1.0.0' });
    expect(published).toMatchObject({ id: draft.id, immutable: false, assets: [{ name: 'model.bin' }] });
    expect((await writer.rest.git.getRef({ ...where, ref: 'tags/m@v1.0.0' })).data.object.type).toBe('commit');
    const headers = { accept: 'application/octet-stream' };
    const got = await writer.rest.repos.getReleaseAsset({ ...where, asset_id: asset.id, headers });
    expect(Buffer.from(got.data as unknown as ArrayBuffer)).toEqual(bytes);
    const page = await fetch(asset.browser_download_url.replace(/untagged-\d+/, encodeURIComponent('m@v1.0.0')));
    expect(Buffer.from(await page.arrayBuffer())).toEqual(bytes);
    expect((await writer.rest.repos.getLatestRelease(where)).data.id).toBe(draft.id);
  });

  it('is locked for good where releases are immutable, and burns its tag', async () => {
    const { where } = world;
    expect(await statusOf(owner.request('GET /repos/{owner}/{repo}/immutable-releases', where))).toBe(404);
    expect(await statusOf(writer.request('PUT /repos/{owner}/{repo}/immutable-releases', where))).toBe(403);
    await owner.request('PUT /repos/{owner}/{repo}/immutable-releases', where);
    const { data: draft } = await writer.rest.repos.createRelease({ ...where, tag_name: 'm@v2.0.0', draft: true });
    await upload(draft.id, 'model.bin');
    const { data: release } = await writer.rest.repos.updateRelease({ ...where, release_id: draft.id, draft: false });
    expect(release.immutable).toBe(true);
    expect(await statusOf(upload(draft.id, 'late.bin'))).toBe(422);
    const asset_id = release.assets[0]?.id ?? 0;
    expect(await statusOf(writer.rest.repos.deleteReleaseAsset({ ...where, asset_id }))).toBe(422);
    expect(await statusOf(writer.rest.git.deleteRef({ ...where, ref: 'tags/m@v2.0.0' }))).toBe(422);
    expect(
      await statusOf(writer.rest.repos.updateRelease({ ...where, release_id: draft.id, body: 'better notes' })),
    ).toBe('passed');
    await writer.rest.repos.deleteRelease({ ...where, release_id: draft.id });
    await writer.rest.git.deleteRef({ ...where, ref: 'tags/m@v2.0.0' });
    await expect(writer.rest.repos.createRelease({ ...where, tag_name: 'm@v2.0.0' })).rejects.toThrow(
      'tag_name was used by an immutable release',
    );
    const folder = await cloneWith(world, world.sandbox.tokenFor(world.writer));
    await git(folder, 'tag', 'm@v2.0.0');
    await expect(git(folder, 'push', 'origin', 'm@v2.0.0')).rejects.toThrow('GH013');
  });
});
