import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerBranch } from '../../src/core/ledger/ledger.ts';
import { appPermissions } from '../../src/core/onboarding/app-permissions.ts';
import { gateCheck, rulesets, rulesetText } from '../../src/core/onboarding/rulesets.ts';
import { addApp, asApp, commitFile, makeWorld, type Octokit, statusOf, type TestWorld } from '../sandbox/world.ts';

let world: TestWorld;
let app: Octokit;
let other: Octokit;
let sha: string;
let newer: string;
beforeAll(async () => {
  world = await makeWorld();
  const installed = addApp(world, 'aval-bot', appPermissions);
  app = (await asApp(world.sandbox, installed, world.where)).octokit;
  other = (await asApp(world.sandbox, addApp(world, 'other'), world.where)).octokit;
  sha = (await app.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
  newer = await commitFile(world.as(world.writer), world.where, 'change', 'a.txt', 'new\n');
  for (const wanted of rulesets({ appId: installed.id })) {
    const body = { ...world.where, ...JSON.parse(rulesetText(wanted)) };
    await world.as(world.owner).request('POST /repos/{owner}/{repo}/rulesets', body);
  }
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const create = (by: Octokit, ref: string) =>
  statusOf(by.rest.git.createRef({ ...world.where, ref: `refs/${ref}`, sha }));
const move = (by: Octokit, ref: string, to: string, force = false) =>
  statusOf(by.rest.git.updateRef({ ...world.where, ref, sha: to, force }));
const remove = (by: Octokit, ref: string) => statusOf(by.rest.git.deleteRef({ ...world.where, ref }));

it.each([
  ['versions', 'tags/credit-risk@v1.0.0'],
  ['versions in a folder', 'tags/models/credit-risk@v1.0.0'],
])('lets the App alone tag %s, and nobody move or delete them', async (_, tag) => {
  const owner = world.as(world.owner);
  for (const by of [owner, other]) expect(await create(by, tag)).toBe(422);
  expect(await create(app, tag)).toBe('passed');
  for (const by of [owner, app]) {
    expect(await move(by, tag, newer, true)).toBe(422);
    expect(await remove(by, tag)).toBe(422);
  }
  expect(await create(owner, tag.replace('@v', '-v'))).toBe('passed');
});

it('lets the App alone write the ledger, and nobody rewrite it', async () => {
  const [owner, ref] = [world.as(world.owner), `heads/${ledgerBranch}`];
  expect(await create(owner, ref)).toBe(422);
  expect(await create(app, ref)).toBe('passed');
  for (const by of [owner, other]) expect(await move(by, ref, newer)).toBe(422);
  expect(await move(app, ref, newer)).toBe('passed');
  expect(await move(app, ref, sha, true)).toBe(422);
  for (const by of [owner, app]) expect(await remove(by, ref)).toBe(422);
});

it("lets the default branch change by a pull request with the App's check only", async () => {
  const owner = world.as(world.owner);
  expect(await move(owner, 'heads/main', newer)).toBe(422);
  const { data: pull } = await owner.rest.pulls.create({ ...world.where, title: 'x', head: 'change', base: 'main' });
  const merge = () => statusOf(owner.rest.pulls.merge({ ...world.where, pull_number: pull.number }));
  const check = { ...world.where, name: gateCheck, head_sha: newer, conclusion: 'success' } as const;
  await other.rest.checks.create(check);
  await owner.rest.repos.createCommitStatus({ ...world.where, sha: newer, state: 'success', context: gateCheck });
  expect(await merge()).toBe(405);
  await app.rest.checks.create(check);
  expect(await merge()).toBe('passed');
});
