import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerCommand } from '../../../app/pull/answer-command.ts';
import { unansweredCommands } from '../../../app/pull/unanswered-commands.ts';
import type { AppRepository } from '../../../app/repository.ts';
import type { User } from '../../../sandbox/state/people.ts';
import { commentsOf } from '../../../src/github/issue-comments.ts';
import { operations } from '../../github/installed.ts';
import { makeRepositoryWorld, type RepositoryWorld } from '../repository-world.ts';

let world: RepositoryWorld;
let repository: AppRepository;
beforeAll(async () => {
  world = await makeRepositoryWorld();
  repository = await world.open();
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

/** A command of walter's on an issue of its own; what is still to be answered there. */
async function command(body = '/aval evaluate abcdef123456') {
  const { data: issue } = await world.as(world.writer).rest.issues.create({ ...world.where, title: 'a change' });
  const issue_number = issue.number;
  const { data } = await world.as(world.writer).rest.issues.createComment({ ...world.where, issue_number, body });
  const react = (by: User, content: 'rocket' | '-1' | '+1' | 'eyes') =>
    world.as(by).rest.reactions.createForIssueComment({ ...world.where, comment_id: data.id, content });
  const left = async () => unansweredCommands(repository, await commentsOf(repository, issue_number));
  return { issue: issue_number, react, left };
}

it.each([true, false])('what the App answered is not read again, whether it was done: %s', async (accepted) => {
  const { issue, left } = await command();
  const [asked] = await left();
  if (asked === undefined) throw new RangeError('a command');
  await answerCommand(repository, issue, { command: { ...asked, allowed: true }, accepted });
  expect(await left()).toEqual([]);
});

it.each(['rocket', '-1'] as const)('a %s of anyone else answers nothing', async (content) => {
  const { react, left } = await command();
  for (const by of [world.outsider, world.reader, world.writer, world.owner]) await react(by, content);
  expect((await left()).map(({ by }) => by)).toEqual(['walter']);
});

it('nor does another reaction of the App', async () => {
  const { react, left } = await command();
  await react(world.app.bot, 'eyes');
  await react(world.outsider, '-1');
  expect(await left()).toHaveLength(1);
});

it('asks whose reactions they are only where there is an answer on a command', async () => {
  const asked = await command();
  const said = await command('Thanks!');
  for (const { react } of [asked, said]) await react(world.outsider, '+1');
  await said.react(world.outsider, '-1');
  const from = world.sandbox.requests.length;
  await asked.left();
  await said.left();
  expect(operations(world, from)).toEqual(['issues/list-comments', 'issues/list-comments']);
  await asked.react(world.outsider, '-1');
  const again = world.sandbox.requests.length;
  await asked.left();
  expect(operations(world, again)).toEqual(['issues/list-comments', 'reactions/list-for-issue-comment']);
});

it('finds its own answer behind a hundred of others', async () => {
  const { issue, react, left } = await command();
  for (let i = 0; i < 101; i++) {
    const login = `crowd-${issue}-${i}`;
    await react(world.sandbox.user(login), '-1');
  }
  expect(await left()).toHaveLength(1);
  await react(world.app.bot, 'rocket');
  expect(await left()).toEqual([]);
});
