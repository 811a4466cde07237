import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Check, checksOf, writeCheck } from '../../src/github/check-runs.ts';
import { addApp, asApp, commitFile } from '../sandbox/world.ts';
import { type Installed, makeInstalled, operations } from './installed.ts';

let world: Installed;
let sha: string;
let commits = 0;
beforeAll(async () => {
  world = await makeInstalled();
});
beforeEach(async () => {
  sha = await commitFile(world.client as never, world.where, `branch-${commits}`, 'c.txt', String(commits++));
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const check = (other: Partial<Check> = {}): Check => ({
  name: 'aval / gate',
  conclusion: 'success',
  title: 'credit-risk: promote',
  summary: 'Every rule holds.',
  ...other,
});

/** Finds the check and writes it, as every look does. */
async function write(wanted: Check): Promise<'written' | 'same'> {
  const found = (await checksOf(world.repository, sha)).find(
    ({ name, app }) => name === wanted.name && app === world.app.id,
  );
  return writeCheck(world.repository, sha, wanted, found);
}
const all = async () =>
  (await world.client.rest.checks.listForRef({ ...world.where, ref: sha, filter: 'all' })).data.check_runs;

it('writes a difference only', async () => {
  expect(await write(check())).toBe('written');
  expect(await write(check())).toBe('same');
  expect(await write(check({ summary: 'Every rule holds now.' }))).toBe('written');
  expect(await all()).toMatchObject([
    { status: 'completed', conclusion: 'success', output: { summary: 'Every rule holds now.' } },
  ]);
});

it('goes from waiting to decided in one run, and to another decision in the same', async () => {
  for (const conclusion of ['waiting', 'failure', 'action_required', 'success'] as const)
    await write(check({ conclusion }));
  expect(await all()).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
});

it('what was decided and waits again is a new run, and that one is kept up to date from then on', async () => {
  await write(check());
  await write(check({ conclusion: 'waiting', title: 'waiting for its evaluation' }));
  const [newest] = await checksOf(world.repository, sha);
  expect(newest).toMatchObject({ status: 'in_progress', conclusion: null });
  expect(await write(check({ conclusion: 'waiting', title: 'waiting for its evaluation' }))).toBe('same');
  await write(check({ conclusion: 'failure' }));
  expect((await all()).map(({ status, conclusion }) => [status, conclusion])).toEqual([
    ['completed', 'failure'],
    ['completed', 'success'],
  ]);
  expect((await checksOf(world.repository, sha)).map(({ conclusion }) => conclusion)).toEqual(['failure']);
});

it("another App's check of our name is theirs", async () => {
  const other = await asApp(world.sandbox, addApp(world, 'mimic'), world.where);
  await other.octokit.rest.checks.create({ ...world.where, name: 'aval / gate', head_sha: sha, conclusion: 'success' });
  await write(check({ conclusion: 'failure' }));
  expect((await all()).map(({ app, conclusion }) => [app?.slug, conclusion])).toEqual([
    ['aval', 'failure'],
    ['mimic', 'success'],
  ]);
});

it('what is too long is cut to what GitHub takes', async () => {
  const annotations = Array.from({ length: 60 }, (_, i) => ({
    path: 'c.txt',
    start_line: i + 1,
    end_line: i + 1,
    annotation_level: 'failure' as const,
    message: 'wrong',
  }));
  await write(check({ title: 't'.repeat(400), summary: 's'.repeat(70_000), annotations }));
  const [run] = await all();
  expect(run?.output).toMatchObject({ title: 't'.repeat(255), annotations_count: 50 });
  expect(await write(check({ title: 't'.repeat(400), summary: 's'.repeat(70_000), annotations }))).toBe('same');
});

it('after an answer that was lost, the next look finds what was written', async () => {
  world.sandbox.faults.add({ operation: 'checks/create', kind: 'applied', status: 502 });
  await expect(write(check())).rejects.toMatchObject({ status: 502 });
  const from = world.sandbox.requests.length;
  expect(await write(check())).toBe('same');
  expect(operations(world, from, true)).toEqual([]);
  expect(await all()).toHaveLength(1);
});

it('finds every check of a commit, over all pages', async () => {
  for (let i = 0; i < 101; i++)
    await world.client.rest.checks.create({ ...world.where, name: `ci ${i}`, head_sha: sha, conclusion: 'success' });
  expect(await checksOf(world.repository, sha)).toHaveLength(101);
});
