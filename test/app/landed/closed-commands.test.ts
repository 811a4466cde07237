import { afterAll, beforeAll, expect, it } from 'vitest';
import { closedCommands } from '../../../app/landed/closed-commands.ts';
import type { AppRepository } from '../../../app/repository.ts';
import type { User } from '../../../sandbox/state/people.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { createAnnotatedTag } from '../../../src/github/annotated-tag.ts';
import { type ModelsWorld, makeModelsWorld, propose } from '../models-world.ts';
import { released } from '../pull/sample-observed.ts';

let world: ModelsWorld;
let repository: AppRepository;
let number: number;
let merge: string;
beforeAll(async () => {
  world = await makeModelsWorld();
  repository = await world.open();
  number = await propose(world, 'change', { 'notes.txt': 'a change' });
  const { data } = await world.as(world.owner).rest.pulls.merge({ ...world.where, pull_number: number });
  merge = data.sha;
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

/** What the App answers: its reaction, and what it says. */
async function answerTo(body: string, by: User = world.writer): Promise<[reaction: string | undefined, said: string]> {
  const { data } = await world.as(by).rest.issues.createComment({ ...world.where, issue_number: number, body });
  await closedCommands(repository, number);
  const all = (await world.client.rest.issues.listComments({ ...world.where, issue_number: number, per_page: 100 }))
    .data;
  const said = all.filter(({ user, id }) => user?.login === 'aval[bot]' && id > data.id);
  return [world.repo.comments.get(data.id)?.reactions[0]?.content, said.map((one) => one.body ?? '').join()];
}

it('without a version there is nothing to promote', async () => {
  expect(await answerTo(`/aval promote production ${merge}`)).toEqual([
    '-1',
    'No version came of this pull request yet.',
  ]);
});

it('opens the promotion of what it made, for who may write', async () => {
  const { record } = released('1.0.0');
  const tagger = { name: 'aval[bot]', email: 'aval@example.org', date: '2026-05-01T12:00:00Z' };
  await createAnnotatedTag(repository, {
    name: 'credit-risk@v1.0.0',
    commit: merge,
    message: formatReleaseRecord(record),
    tagger,
  });
  expect(await answerTo(`/aval promote production ${merge}`, world.reader)).toEqual([
    '-1',
    expect.stringContaining('may not write'),
  ]);
  const [reaction, said] = await answerTo(`/aval promote production ${merge.slice(0, 12)}`);
  expect([reaction, said]).toEqual(['rocket', expect.stringMatching(/^#\d+$/)]);
  expect(await answerTo(`/aval promote production ${merge}`)).toEqual(['rocket', said]);
  const { data } = await world.client.rest.pulls.list({ ...world.where, state: 'open' });
  expect(data.map(({ title }) => title)).toEqual(['Promote credit-risk 1.0.0 to production']);
});

it.each([
  ['/aval promote nowhere SHA', /^There is no environment nowhere\. Declared: `staging`, `production`\.$/],
  ['/aval promote production abcdef123456', /^`abcdef123456` is neither the head nor the merge/],
  ['/aval evaluate SHA', /^This pull request is merged/],
  ['/aval sing', /^This pull request is merged/],
])('%s is told why not', async (body, said) => {
  expect(await answerTo(body.replace('SHA', merge))).toEqual(['-1', expect.stringMatching(said)]);
});

it('what was answered is not read again', async () => {
  const before = world.sandbox.requests.length;
  await closedCommands(repository, number);
  const asked = world.sandbox.requests.slice(before).map(({ operation }) => operation);
  expect([...new Set(asked)]).toEqual(['issues/list-comments', 'reactions/list-for-issue-comment']);
});
