import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewMarker } from '../../src/core/report/preview.ts';
import { commitFile } from '../sandbox/world.ts';
import { startWorld, type World } from './world.ts';

// A repository as `aval init` makes it without --app, and no App anywhere.
const model = 'models/credit-risk/model.yaml';
const where = { owner: 'olivia', repo: 'models' };

let world: World;
let start: Awaited<ReturnType<typeof left>>;
beforeAll(async () => {
  world = await startWorld({ workflows: ['aval.yaml', 'aval-holdout.yaml'] });
  start = await left();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Everything that a preview must leave as it is. */
async function left() {
  const { rest } = world.as(world.people.owner);
  const [branches, tags, releases, runs] = await Promise.all([
    rest.repos.listBranches(where),
    rest.repos.listTags(where),
    rest.repos.listReleases(where),
    rest.actions.listWorkflowRunsForRepo({ ...where, event: 'repository_dispatch' }),
  ]);
  return {
    ledger: branches.data.some(({ name }) => name === 'aval-ledger'),
    tags: tags.data,
    releases: releases.data,
    dispatched: runs.data.total_count,
  };
}

async function seen(pull: number) {
  const { rest } = world.as(world.people.owner);
  const { data } = await rest.pulls.get({ ...where, pull_number: pull });
  const ref = { ...where, ref: data.head.sha };
  const [checks, comments, runs] = await Promise.all([
    rest.checks.listForRef({ ...ref, check_name: 'aval / preview' }),
    rest.issues.listComments({ ...where, issue_number: pull }),
    rest.actions.listWorkflowRunsForRepo({ ...where, head_sha: data.head.sha }),
  ]);
  const [run] = runs.data.workflow_runs;
  if (run === undefined) throw new Error(`no run: ${world.reports}`);
  const notes = world.runner.notes(run.id);
  return {
    checks: checks.data.check_runs,
    comments: comments.data.map(({ id, user, body = '' }) => ({ id, by: user?.login, body })),
    conclusion: run.conclusion,
    summary: notes.find(({ job }) => job === 'preview')?.summary ?? '',
    faults: notes.flatMap(({ annotations }) => annotations),
  };
}

async function open(user: World['people']['owner'], head: string): Promise<number> {
  const { rest } = world.as(user);
  const { data } = await rest.pulls.create({ ...where, head, base: 'main', title: 'Add job' });
  await world.settle();
  return data.number;
}

/** What jobs asked GitHub to change, and its answers. */
const writes = () =>
  world.sandbox.requests
    .filter(({ by, method }) => by === 'github-actions[bot]' && method !== 'GET')
    .map(({ operation, status }) => `${operation} ${status}`);

describe('without the App a pull request', () => {
  let pull: number;
  it('by a writer gets the check aval / preview, and one comment', async () => {
    const { writer } = world.people;
    await world.push(writer, 'add-job', [model, 'applicant:housing]', 'applicant:housing, applicant:job]']);
    pull = await open(writer, 'add-job');
    const { checks, comments, faults, conclusion } = await seen(pull);
    expect([faults, conclusion]).toEqual([[], 'success']);
    expect(checks.map(({ app, conclusion, status }) => [app?.slug, status, conclusion])).toEqual([
      ['github-actions', 'completed', 'neutral'],
    ]);
    expect(checks[0]?.output.title).toMatch(/^preview, claimed evidence on dev rows: credit-risk: promote\./);
    expect(comments.map(({ by }) => by)).toEqual(['github-actions[bot]']);
    expect(comments[0]?.body.startsWith(`${previewMarker}\n\n> **A preview by claimed evidence.`)).toBe(true);
    expect(writes()).toEqual(['checks/create 201', 'issues/create-comment 201']);
  });

  it("has that comment edited by its next push, and nobody else's", async () => {
    const { writer, stranger } = world.people;
    const copy = await world.as(stranger).rest.issues.createComment({
      ...where,
      issue_number: pull,
      body: `${previewMarker} mine`,
    });
    const before = await seen(pull);
    const text = world.clone.git('show', `add-job:${model}`).replace('applicant:job]', 'applicant:job, applicant:age]');
    await commitFile(world.as(writer), where, 'add-job', model, text);
    await world.settle();
    const { checks, comments } = await seen(pull);
    expect(checks).toHaveLength(1);
    expect(comments.map(({ id }) => id)).toEqual(before.comments.map(({ id }) => id));
    expect(comments.find(({ id }) => id === copy.data.id)?.body).toBe(`${previewMarker} mine`);
    expect(comments[0]?.body).toContain('+ applicant:age');
    expect(writes().slice(2)).toEqual(['checks/create 201', 'issues/update-comment 200']);
  });

  it('from a fork is told in the summary, because its token only reads', async () => {
    const { stranger } = world.people;
    const before = writes().length;
    const fork = await world.sandbox.fork(world.repository, stranger);
    await world.push(
      stranger,
      'from-afar',
      [model, 'applicant:housing]', 'applicant:housing, applicant:job]'],
      fork.fullName,
    );
    const { checks, comments, summary, faults, conclusion } = await seen(await open(stranger, 'sam:from-afar'));
    expect([checks, comments, faults, conclusion]).toEqual([[], [], [], 'success']);
    expect(summary).toContain(
      'No check and no comment: GitHub gives a pull request from a fork a token that only reads.',
    );
    expect(summary).toContain('### ✅ credit-risk: promote.');
    expect(writes().slice(before)).toEqual(['checks/create 403', 'issues/create-comment 403']);
  });

  it('with a fault in a definition has a red check that says it', async () => {
    await world.push(world.people.writer, 'typo', [model, 'applicant:housing]', 'applicant:hosing]']);
    const { checks } = await seen(await open(world.people.writer, 'typo'));
    expect(checks.map(({ conclusion, output }) => [conclusion, output.title])).toEqual([
      ['failure', expect.stringMatching(/^preview: .*hosing/)],
    ]);
  });
});

it('nothing was tagged, released, dispatched or written into a ledger', async () => {
  expect(start).toEqual({ ledger: false, tags: [], releases: [], dispatched: 0 });
  expect(await left()).toEqual(start);
});

it('nothing broke the description of GitHub, and the runner had no fault', () => {
  expect(world.sandbox.violations).toEqual([]);
  expect(world.reports).toEqual([]);
});
