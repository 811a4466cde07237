import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { commentsOf, writeSticky } from '../../src/github/issue-comments.ts';
import { type Installed, makeInstalled, operations } from './installed.ts';

const marker = '<!-- aval:comment v1 -->';
let world: Installed;
let number: number;
beforeAll(async () => {
  world = await makeInstalled();
});
beforeEach(async () => {
  number = (await world.as(world.owner).rest.issues.create({ ...world.where, title: 'a change' })).data.number;
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const stick = async (body: string): Promise<'written' | 'same'> => {
  const found = await commentsOf(world.repository, number);
  return writeSticky(world.repository, number, { marker, body: `${marker}\n\n${body}\n` }, found, world.app.bot.id);
};
const say = (body: string, by = world.writer) =>
  world.as(by).rest.issues.createComment({ ...world.where, issue_number: number, body });
const ours = async () =>
  (await commentsOf(world.repository, number)).filter(({ author }) => author?.id === world.app.bot.id);

it('keeps one comment, and writes it on a difference only', async () => {
  expect(await stick('waiting')).toBe('written');
  expect(await stick('waiting')).toBe('same');
  expect(await stick('promote')).toBe('written');
  expect((await ours()).map(({ body }) => body)).toEqual([`${marker}\n\npromote\n`]);
});

it("someone else's comment with the marker is theirs, posted before ours or after", async () => {
  await say(`${marker}\n\n✅ promote, says the stranger`, world.outsider);
  await stick('do not promote');
  await say(marker);
  expect(await stick('do not promote')).toBe('same');
  const all = await commentsOf(world.repository, number);
  expect(all.map(({ author }) => author?.login)).toEqual(['oscar', 'aval[bot]', 'walter']);
  expect(all[0]?.body).toContain('says the stranger');
});

it('a comment of ours that only quotes the marker is another one', async () => {
  await world.client.rest.issues.createComment({ ...world.where, issue_number: number, body: `> ${marker}` });
  await stick('verdict');
  expect(await ours()).toHaveLength(2);
});

it('what someone wrote into our comment is put right', async () => {
  await stick('do not promote');
  const [own] = await ours();
  const comment_id = own?.id ?? 0;
  await world.as(world.owner).rest.issues.updateComment({ ...world.where, comment_id, body: `${marker}\n\npromote` });
  expect(await stick('do not promote')).toBe('written');
  expect((await ours()).map(({ body }) => body)).toEqual([`${marker}\n\ndo not promote\n`]);
});

it('is found among more than a hundred comments', async () => {
  for (let i = 0; i < 60; i++) await say(`before ${i}`);
  await stick('first');
  for (let i = 0; i < 60; i++) await say(`after ${i}`);
  expect(await commentsOf(world.repository, number)).toHaveLength(121);
  expect(await stick('second')).toBe('written');
  expect(await ours()).toHaveLength(1);
});

it.each([{ kind: 'applied', status: 502 }, { kind: 'reset' }] as const)(
  'after an answer lost by %j there is still one',
  async (fault) => {
    world.sandbox.faults.add({ operation: 'issues/create-comment', ...fault });
    await expect(stick('verdict')).rejects.toThrow();
    const from = world.sandbox.requests.length;
    expect(await stick('verdict')).toBe('same');
    expect(operations(world, from, true)).toEqual([]);
    expect(await ours()).toHaveLength(1);
  },
);

it('tells of each comment who wrote it, whether it was edited, and what people answered', async () => {
  const { data } = await say('/aval evaluate abcdef1');
  const react = { ...world.where, comment_id: data.id, content: 'rocket' } as const;
  await world.client.rest.reactions.createForIssueComment(react);
  await stick('verdict');
  const [asked, sticky] = await commentsOf(world.repository, number);
  expect(asked).toMatchObject({
    edited: false,
    author: { login: 'walter', bot: false },
    reactions: { rocket: 1, '-1': 0 },
  });
  expect(sticky).toMatchObject({ author: { login: 'aval[bot]', bot: true } });
});
