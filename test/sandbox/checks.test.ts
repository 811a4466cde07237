import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addApp,
  asApp,
  commitFile,
  expectViolation,
  makeWorld,
  type Octokit,
  statusOf,
  type TestWorld,
} from './world.ts';

describe('checks', () => {
  let world: TestWorld;
  let gate: Octokit;
  let writer: Octokit;
  let appId: number;
  beforeAll(async () => {
    world = await makeWorld();
    const app = addApp(world, 'gate');
    appId = app.id;
    gate = (await asApp(world.sandbox, app, world.where)).octokit;
    writer = world.as(world.writer);
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  it('are made by Apps only, for commits that exist, and belong to their App', async () => {
    const { where } = world;
    const sha = await commitFile(writer, where, 'one', 'one.txt', '1');
    expect(await statusOf(writer.rest.checks.create({ ...where, name: 'x', head_sha: sha }))).toBe(403);
    expect(await statusOf(gate.rest.checks.create({ ...where, name: 'x', head_sha: '0'.repeat(40) }))).toBe(422);
    const { data: run } = await gate.rest.checks.create({
      ...where,
      name: 'x',
      head_sha: sha,
      external_id: 'mine',
      status: 'in_progress',
    });
    expect(run).toMatchObject({ app: { slug: 'gate' }, status: 'in_progress', conclusion: null, external_id: 'mine' });
    const other = (await asApp(world.sandbox, addApp(world, 'other'), where)).octokit;
    expect(await statusOf(other.rest.checks.update({ ...where, check_run_id: run.id, conclusion: 'success' }))).toBe(
      403,
    );
    const note = {
      path: 'one.txt',
      start_line: 1,
      end_line: 1,
      annotation_level: 'warning' as const,
      message: 'careful',
    };
    const output = { title: 'T', summary: 'S', annotations: [note] };
    for (let i = 0; i < 2; i++) await gate.rest.checks.update({ ...where, check_run_id: run.id, output });
    expect((await gate.rest.checks.listAnnotations({ ...where, check_run_id: run.id })).data).toHaveLength(2);
    const long = { title: 'T', summary: 'x'.repeat(65_536) };
    expect(await statusOf(gate.rest.checks.update({ ...where, check_run_id: run.id, output: long }))).toBe(422);
    expectViolation(world, 'body/output/summary');
  });

  it('have suites that are requested by a push and end with their last run', async () => {
    const { where, sandbox } = world;
    const seen: string[] = [];
    const stop = sandbox.events.subscribe(({ name, action, only }) =>
      seen.push(`${name}.${action} ${only?.slug ?? ''}`.trim()),
    );
    const sha = await commitFile(writer, where, 'suite', 'suite.txt', '1');
    const runs = [];
    for (const name of ['a', 'b']) runs.push((await gate.rest.checks.create({ ...where, name, head_sha: sha })).data);
    for (const run of runs)
      await gate.rest.checks.update({ ...where, check_run_id: run.id, status: 'completed', conclusion: 'neutral' });
    stop();
    expect(seen).toContain('check_suite.requested gate');
    expect(seen.slice(-2)).toEqual(['check_run.completed', 'check_suite.completed']);
    const suites = await gate.rest.checks.listSuitesForRef({ ...where, ref: 'suite', app_id: appId });
    expect(suites.data.check_suites).toMatchObject([
      { status: 'completed', conclusion: 'neutral', latest_check_runs_count: 2 },
    ]);
    const listed = await gate.rest.checks.listForRef({ ...where, ref: sha, check_name: 'a' });
    expect(listed.data.total_count).toBe(1);
  });

  it('offer buttons, and tell only their App of who presses one', async () => {
    const { where, sandbox } = world;
    const sha = await commitFile(writer, where, 'buttons', 'buttons.txt', '1');
    const actions = [{ label: 'Recheck', description: 'again', identifier: 'recheck' }];
    const { data: run } = await gate.rest.checks.create({
      ...where,
      name: 'b',
      head_sha: sha,
      conclusion: 'failure',
      actions,
    });
    const seen: unknown[] = [];
    const stop = sandbox.events.subscribe((event) => seen.push([event.action, event.only?.slug]));
    await sandbox.pressAction(world.repository, run.id, 'recheck', world.writer);
    await gate.rest.checks.rerequestRun({ ...where, check_run_id: run.id });
    stop();
    expect(seen).toEqual([
      ['requested_action', 'gate'],
      ['rerequested', 'gate'],
    ]);
  });

  it('required by a ruleset count only from the App that it names', async () => {
    const { where } = world;
    const sha = await commitFile(writer, where, 'required', 'required.txt', '1');
    const { data: pull } = await writer.rest.pulls.create({ ...where, title: 'r', head: 'required', base: 'main' });
    const required_status_checks = [{ context: 'aval / gate', integration_id: appId }];
    const parameters = { required_status_checks, strict_required_status_checks_policy: false };
    const conditions = { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } };
    await world.as(world.owner).rest.repos.createRepoRuleset({
      ...where,
      name: 'gate',
      target: 'branch',
      enforcement: 'active',
      conditions,
      rules: [{ type: 'required_status_checks', parameters }],
    });
    const merge = (): Promise<unknown> => statusOf(writer.rest.pulls.merge({ ...where, pull_number: pull.number }));
    expect(await merge()).toBe(405);
    const shown = await writer.rest.pulls.get({ ...where, pull_number: pull.number });
    expect(shown.data).toMatchObject({ mergeable: true, mergeable_state: 'blocked' });
    await writer.rest.repos.createCommitStatus({ ...where, sha, context: 'aval / gate', state: 'success' });
    expect(await merge()).toBe(405);
    const { data: run } = await gate.rest.checks.create({
      ...where,
      name: 'aval / gate',
      head_sha: sha,
      conclusion: 'failure',
    });
    expect(await merge()).toBe(405);
    await gate.rest.checks.update({ ...where, check_run_id: run.id, conclusion: 'success' });
    expect(await merge()).toBe('passed');
    const combined = await writer.rest.repos.getCombinedStatusForRef({ ...where, ref: sha });
    expect(combined.data).toMatchObject({ state: 'success', total_count: 1 });
  });
});
