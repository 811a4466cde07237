import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, asApp, commitFile, expectViolation, makeWorld, statusOf, type TestWorld } from './world.ts';

describe('workflow runs', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  it('appear with jobs, logs, artifacts, check runs and events', async () => {
    const { where, sandbox } = world;
    const octokit = world.as(world.writer);
    const seen: string[] = [];
    const stop = sandbox.events.subscribe((event) => seen.push(`${event.name}.${event.action}`));
    const headSha = (await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })).data.object.sha;
    const run = sandbox.actions.createRun({
      repository: 'olivia/credit',
      name: 'aval',
      path: '.github/workflows/aval.yml',
      event: 'push',
      headSha,
      headBranch: 'main',
      headRepository: 'olivia/credit',
      actor: 'walter',
      attempt: 1,
      pullRequests: [],
      displayTitle: 'nonce-1',
    });
    const job = {
      name: 'train',
      startedAt: '2026-01-01T00:00:00Z',
      steps: [{ name: 'one', status: 'completed', conclusion: 'success', number: 1 }],
    };
    sandbox.actions.updateRun(run.id, { status: 'in_progress' });
    sandbox.actions.upsertJob(run.id, { ...job, status: 'in_progress', log: '' });
    const bytes = Buffer.from('PK zip');
    const artifact = sandbox.actions.addArtifact(run.id, {
      name: 'evidence',
      bytes,
      expiresAt: '2999-01-01T00:00:00Z',
    });
    const old = sandbox.actions.addArtifact(run.id, { name: 'old', bytes, expiresAt: '2001-01-01T00:00:00Z' });
    sandbox.actions.upsertJob(run.id, {
      ...job,
      status: 'completed',
      conclusion: 'success',
      completedAt: '2026-01-01T00:00:01Z',
      log: 'trained\n',
    });
    sandbox.actions.updateRun(run.id, { status: 'completed', conclusion: 'success' });
    await sandbox.idle();
    stop();
    expect(seen).toEqual([
      'workflow_run.requested',
      'workflow_run.in_progress',
      'check_run.created',
      'workflow_job.in_progress',
      'workflow_job.completed',
      'check_run.completed',
      'check_suite.completed',
      'workflow_run.completed',
    ]);
    const found = await octokit.rest.actions.listWorkflowRunsForRepo({ ...where, event: 'push', status: 'success' });
    expect(found.data.workflow_runs).toMatchObject([
      { id: run.id, display_title: 'nonce-1', conclusion: 'success', run_number: 1 },
    ]);
    const jobs = await octokit.rest.actions.listJobsForWorkflowRun({ ...where, run_id: run.id });
    const log = await octokit.rest.actions.downloadJobLogsForWorkflowRun({
      ...where,
      job_id: jobs.data.jobs[0]?.id ?? 0,
    });
    expect(log.data).toBe('trained\n');
    const checks = await octokit.rest.checks.listForRef({ ...where, ref: headSha });
    expect(checks.data.check_runs).toMatchObject([
      { name: 'train', app: { slug: 'github-actions' }, conclusion: 'success' },
    ]);
    const artifacts = await octokit.rest.actions.listWorkflowRunArtifacts({ ...where, run_id: run.id });
    expect(artifacts.data.artifacts.map((one) => [one.name, one.expired])).toEqual([
      ['old', true],
      ['evidence', false],
    ]);
    const zip = await octokit.rest.actions.downloadArtifact({ ...where, artifact_id: artifact, archive_format: 'zip' });
    expect(Buffer.from(zip.data as ArrayBuffer)).toEqual(bytes);
    expect(
      await statusOf(octokit.rest.actions.downloadArtifact({ ...where, artifact_id: old, archive_format: 'zip' })),
    ).toBe(410);
  });

  it('start from events, but not from what a job itself does, save a dispatch', async () => {
    const { where, sandbox } = world;
    const seen: string[] = [];
    const stop = sandbox.onWorkflowEvent((event) => seen.push(`${event.eventName} ${event.ref}`));
    const writer = world.as(world.writer);
    await commitFile(writer, where, 'work', 'w.txt', 'w');
    const { data: pull } = await writer.rest.pulls.create({ ...where, title: 'w', head: 'work', base: 'main' });
    const { getOctokit } = await import('@actions/github');
    const token = sandbox.actions.issueJobToken({
      repository: 'olivia/credit',
      permissions: { contents: 'write', issues: 'write' },
      runId: 1,
      job: 'j',
    });
    const job = getOctokit(token, { baseUrl: sandbox.apiUrl });
    await job.rest.issues.create({ ...where, title: 'by a job' });
    await job.rest.repos.createDispatchEvent({ ...where, event_type: 'aval.evaluate', client_payload: { nonce: 'n' } });
    sandbox.strike(world.repository, '0 * * * *');
    await sandbox.idle();
    stop();
    expect(seen.filter((one) => !one.startsWith('create'))).toEqual([
      'push refs/heads/work',
      'push refs/heads/work',
      `pull_request refs/pull/${pull.number}/merge`,
      'repository_dispatch refs/heads/main',
      'schedule refs/heads/main',
    ]);
    const keys = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, i]));
    expect(
      await statusOf(writer.rest.repos.createDispatchEvent({ ...where, event_type: 'x', client_payload: keys })),
    ).toBe(422);
    expectViolation(world, 'body/client_payload');
    const reader = (await asApp(sandbox, addApp(world, 'weak', { contents: 'read' }), where)).octokit;
    expect(await statusOf(reader.rest.repos.createDispatchEvent({ ...where, event_type: 'x' }))).toBe(403);
  });
});
