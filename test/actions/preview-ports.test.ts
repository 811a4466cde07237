import { afterAll, beforeAll, expect, test } from 'vitest';
import { runnerPorts } from '../../actions/preview/ports.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import { addApp, asApp, commitFile, makeWorld, type TestWorld } from '../sandbox/world.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

// What the preview says to GitHub, on the sandbox, with a token as a job has it.
const check = { name: 'aval / preview', conclusion: 'neutral', title: 'preview', summary: 'all of it' } as const;
const marker = '<!-- here -->';
let world: TestWorld;
let pull: { readonly number: number; readonly head: ReturnType<typeof parseSha> };
beforeAll(async () => {
  world = await makeWorld();
  const writer = world.as(world.writer);
  await commitFile(writer, world.where, 'work', 'w.txt', 'w');
  const { data } = await writer.rest.pulls.create({ ...world.where, title: 'w', head: 'work', base: 'main' });
  pull = { number: data.number, head: parseSha(data.head.sha) };
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

function ports() {
  const { sandbox } = world;
  const permissions = { contents: 'read', checks: 'write', 'pull-requests': 'write' } as const;
  const token = sandbox.actions.issueJobToken({ repository: 'olivia/credit', permissions, runId: 1, job: 'preview' });
  return runnerPorts(recordingToolkit({ token }), {
    ...runIn('.'),
    repository: 'olivia/credit',
    apiUrl: sandbox.apiUrl,
    eventName: 'pull_request',
    event: {},
    serverUrl: sandbox.url,
    temporaryFolder: '.',
    run: { id: '1', attempt: 1, workflow: '' },
  });
}

const written = () =>
  world.sandbox.requests
    .filter(({ by, method }) => by === 'github-actions[bot]' && method !== 'GET')
    .map(({ operation }) => operation);

test("a comment that need not begin does not; one that stands is brought up to date, and a person's copy is theirs", async () => {
  const copy = { ...world.where, issue_number: pull.number, body: `${marker} mine` };
  await world.as(world.outsider).rest.issues.createComment(copy);
  await ports().writeComment(pull.number, { marker, body: `${marker} a`, begins: false });
  expect(written()).toEqual([]);
  await ports().writeComment(pull.number, { marker, body: `${marker} a`, begins: true });
  await ports().writeComment(pull.number, { marker, body: `${marker} a`, begins: true });
  await ports().writeComment(pull.number, { marker, body: `${marker} b`, begins: false });
  expect(written()).toEqual(['issues/create-comment', 'issues/update-comment']);
  const { data } = await world.as(world.owner).rest.issues.listComments({ ...world.where, issue_number: pull.number });
  expect(data.map(({ body }) => body)).toEqual([`${marker} mine`, `${marker} b`]);
});

test("a check that says the same is not written again, and another App's of that name is not touched", async () => {
  const before = written().length;
  const other = addApp(world, 'other', { checks: 'write' });
  const { octokit } = await asApp(world.sandbox, other, world.where);
  await octokit.rest.checks.create({ ...world.where, name: check.name, head_sha: pull.head });
  await ports().writeCheck(pull.head, check);
  await ports().writeCheck(pull.head, check);
  await ports().writeCheck(pull.head, { ...check, title: 'another' });
  expect(written().slice(before)).toEqual(['checks/create', 'checks/update']);
});

test('a creation whose answer was lost is not sent again: the next run looks first', async () => {
  const before = written().length;
  const fresh = '<!-- there -->';
  world.sandbox.faults.add({ operation: 'issues/create-comment', kind: 'applied', status: 502 });
  const comment = { marker: fresh, body: `${fresh} a`, begins: true };
  await expect(ports().writeComment(pull.number, comment)).rejects.toMatchObject({ status: 502 });
  await ports().writeComment(pull.number, comment);
  expect(written().slice(before)).toEqual(['issues/create-comment']);
});

test('the newest head is asked of GitHub', async () => {
  expect(await ports().newestHead(pull.number)).toBe(pull.head);
});
