import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { User } from '../../sandbox/state/people.ts';
import { approvalsOf } from '../../src/github/reviews.ts';
import { commitFile } from '../sandbox/world.ts';
import { type Installed, makeInstalled, operations } from './installed.ts';

let world: Installed;
let uma: User;
let branches = 0;
let pull: { number: number; head: string; branch: string };
beforeAll(async () => {
  world = await makeInstalled();
  uma = world.sandbox.user('uma');
  world.sandbox.collaborate(world.repo, uma, 'write');
});
beforeEach(async () => {
  const branch = `change-${branches++}`;
  const writer = world.as(world.writer);
  const head = await commitFile(writer, world.where, branch, 'c.txt', branch);
  const { data } = await writer.rest.pulls.create({ ...world.where, title: branch, head: branch, base: 'main' });
  pull = { number: data.number, head, branch };
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

type Event = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
const review = async (by: User, event: Event = 'APPROVE', commit_id?: string) => {
  const target = { ...world.where, pull_number: pull.number, body: 'read', event, ...(commit_id && { commit_id }) };
  return (await world.as(by).rest.pulls.createReview(target)).data.id;
};
const approvals = () => approvalsOf(world.repository, pull.number, { head: pull.head, author: 'walter' });

it('counts people who may write and made no part of the change', async () => {
  expect(await approvals()).toEqual([]);
  await review(uma);
  await review(world.owner);
  expect(await approvals()).toEqual(['olivia', 'uma']);
});

it.each(['reader', 'outsider'] as const)('an approval by a %s counts nothing', async (who) => {
  await review(world[who]);
  expect(await approvals()).toEqual([]);
});

it('an author or committer of any of its commits does not approve it, whoever opened it', async () => {
  pull = { ...pull, head: await commitFile(world.as(uma), world.where, pull.branch, 'd.txt', 'by uma') };
  await review(uma);
  await review(world.owner);
  expect(await approvals()).toEqual(['olivia']);
});

it('nor does who opened it, where all commits are of others', async () => {
  const head = await commitFile(world.as(uma), world.where, 'of-uma', 'u.txt', 'u');
  const made = { ...world.where, title: 'u', head: 'of-uma', base: 'main' };
  const { data } = await world.as(world.owner).rest.pulls.create(made);
  pull = { number: data.number, head, branch: 'of-uma' };
  await review(world.writer);
  expect(await approvalsOf(world.repository, pull.number, { head, author: 'walter' })).toEqual([]);
  expect(await approvalsOf(world.repository, pull.number, { head, author: 'olivia' })).toEqual(['walter']);
});

it('an approval of an older head is stale, also when it is given after the push', async () => {
  await review(uma);
  const older = pull.head;
  pull = { ...pull, head: await commitFile(world.as(world.writer), world.where, pull.branch, 'd.txt', 'more') };
  await review(world.owner, 'APPROVE', older);
  expect(await approvals()).toEqual([]);
});

it.each<[string, (id: number) => Promise<unknown>, string[]]>([
  [
    'dismissed',
    (id) =>
      world
        .as(world.owner)
        .rest.pulls.dismissReview({ ...world.where, pull_number: pull.number, review_id: id, message: 'no' }),
    [],
  ],
  ['taken back', () => review(uma, 'REQUEST_CHANGES'), []],
  ['followed by a comment', () => review(uma, 'COMMENT'), ['uma']],
  ['followed by doubt and approved again', async () => (await review(uma, 'REQUEST_CHANGES')) && review(uma), ['uma']],
])('an approval that is %s', async (_, then, expected) => {
  await then(await review(uma));
  expect(await approvals()).toEqual(expected);
});

it('an older approval does not come back when a newer one is dismissed', async () => {
  await review(uma);
  const newer = await review(uma);
  const dismissed = { ...world.where, pull_number: pull.number, review_id: newer, message: 'no' };
  await world.as(world.owner).rest.pulls.dismissReview(dismissed);
  expect(await approvals()).toEqual([]);
});

it('who lost the right to write approves nothing any more', async () => {
  const vera = world.sandbox.user('vera');
  world.sandbox.collaborate(world.repo, vera, 'write');
  await review(vera);
  expect(await approvals()).toEqual(['vera']);
  world.sandbox.collaborate(world.repo, vera, 'read');
  expect(await approvals()).toEqual([]);
});

it('is found among more than a hundred reviews; without any approval nothing more is asked', async () => {
  for (let i = 0; i < 101; i++) await review(world.owner, 'COMMENT');
  const from = world.sandbox.requests.length;
  expect(await approvals()).toEqual([]);
  expect(operations(world, from)).toEqual(['pulls/list-reviews', 'pulls/list-reviews']);
  await review(uma);
  expect(await approvals()).toEqual(['uma']);
});
