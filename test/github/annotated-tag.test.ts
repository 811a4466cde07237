import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createAnnotatedTag, type NewTag } from '../../src/github/annotated-tag.ts';
import { commitFile } from '../sandbox/world.ts';
import { type Installed, makeInstalled } from './installed.ts';

let world: Installed;
let commit: string;
beforeAll(async () => {
  world = await makeInstalled();
  commit = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
});
afterEach(() => world.sandbox.faults.clear());
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const tagger = { name: 'aval[bot]', email: '1+aval[bot]@users.noreply.github.com', date: '2026-05-01T12:00:00Z' };
const tag = (version: string, other: Partial<NewTag> = {}): NewTag => ({
  name: `credit-risk@v${version}`,
  commit,
  message: `credit-risk ${version}: The first version.\n\nAval-Package: sha256:1`,
  tagger,
  ...other,
});
const refOf = async (name: string): Promise<string> =>
  (await world.client.rest.git.getRef({ ...world.where, ref: `tags/${name}` })).data.object.sha;

it('makes an annotated tag with its message, tagger and commit', async () => {
  await createAnnotatedTag(world.repository, tag('1.0.0'));
  const { data } = await world.client.rest.git.getTag({ ...world.where, tag_sha: await refOf('credit-risk@v1.0.0') });
  expect(data).toMatchObject({ tag: 'credit-risk@v1.0.0', tagger, object: { type: 'commit', sha: commit } });
  expect(data.message.trim()).toBe(tag('1.0.0').message);
});

it('made again it is the same tag', async () => {
  await createAnnotatedTag(world.repository, tag('1.0.1'));
  const made = await refOf('credit-risk@v1.0.1');
  await createAnnotatedTag(world.repository, tag('1.0.1'));
  expect(await refOf('credit-risk@v1.0.1')).toBe(made);
});

it.each([
  ['git/create-tag', { kind: 'refuse', status: 500 }],
  ['git/create-tag', { kind: 'applied', status: 502 }],
  ['git/create-tag', { kind: 'reset' }],
  ['git/create-ref', { kind: 'refuse', status: 502 }],
  ['git/create-ref', { kind: 'applied', status: 502 }],
  ['git/create-ref', { kind: 'reset' }],
] as const)('after %s broke by %j, the next try makes it', async (operation, fault) => {
  const version = `2.${world.sandbox.faults.happened.length}.0`;
  world.sandbox.faults.add({ operation, ...fault });
  await expect(createAnnotatedTag(world.repository, tag(version))).rejects.toThrow();
  await createAnnotatedTag(world.repository, tag(version));
  expect(await refOf(`credit-risk@v${version}`)).toMatch(/^[0-9a-f]{40}$/);
});

it.each<[string, () => Promise<Partial<NewTag>>]>([
  [
    'another commit',
    async () => ({ commit: await commitFile(world.client as never, world.where, 'other', 'o.txt', 'o') }),
  ],
  ['another message', async () => ({ message: 'credit-risk 3.0.0: Other.' })],
])('a tag of that name for %s is a conflict, and stays', async (_, other) => {
  const version = `3.0.${world.sandbox.requests.length}`;
  await createAnnotatedTag(world.repository, tag(version));
  const made = await refOf(`credit-risk@v${version}`);
  const asked = createAnnotatedTag(world.repository, tag(version, await other()));
  await expect(asked).rejects.toMatchObject({ class: 'conflict', faults: [{ rule: 'github.tagExists' }] });
  expect(await refOf(`credit-risk@v${version}`)).toBe(made);
});

it('a lightweight tag that someone else made is a conflict, too', async () => {
  await world.as(world.writer).rest.git.createRef({ ...world.where, ref: 'refs/tags/credit-risk@v4.0.0', sha: commit });
  await expect(createAnnotatedTag(world.repository, tag('4.0.0'))).rejects.toMatchObject({ class: 'conflict' });
  await createAnnotatedTag(world.repository, tag('4.0.0-rc.1'));
});

it('where a ruleset refuses the name, that is said', async () => {
  await world.as(world.owner).request('POST /repos/{owner}/{repo}/rulesets', {
    ...world.where,
    name: 'nobody',
    target: 'tag',
    enforcement: 'active',
    conditions: { ref_name: { include: ['refs/tags/closed@v*'], exclude: [] } },
    rules: [{ type: 'creation' }],
  });
  const asked = createAnnotatedTag(world.repository, tag('1.0.0', { name: 'closed@v1.0.0' }));
  await expect(asked).rejects.toMatchObject({ class: 'config', faults: [{ rule: 'github.tagRefused' }] });
});
