import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runActions } from '../../sandbox/run-actions.ts';
import type { Runner } from '../../sandbox/runner/runner.ts';
import { addApp, asApp, commitFile, makeWorld, type TestWorld } from './world.ts';

const workflow = `name: check
run-name: check \${{ github.event.client_payload.nonce }}
on: { pull_request: {}, repository_dispatch: { types: [look] } }
permissions: { contents: read }
jobs:
  look:
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "sha \${{ github.sha }}"
          ask() { curl -s -o /dev/null -w "$1 %{http_code}" -H "authorization: Bearer \${{ github.token }}" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY$2"; echo; }
          ask read /branches
          ask issues /issues
`;

describe('the sandbox with its runner', () => {
  let world: TestWorld;
  let runner: Runner;
  const faults: string[] = [];
  beforeAll(async () => {
    world = await makeWorld();
    const { sandbox } = world;
    runner = runActions(sandbox, {
      resolveAction: (uses) => {
        throw new Error(`there is no ${uses}`);
      },
      folder: join(world.folder, 'runner'),
      report: (message) => faults.push(message),
    });
  });
  afterAll(async () => {
    await runner.close();
    expect(faults).toEqual([]);
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  async function settle(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await world.sandbox.idle();
      await runner.idle();
    }
    await world.sandbox.idle();
  }

  it('runs a pull request’s merge commit with a token of just the job’s permissions', async () => {
    const { where } = world;
    const writer = world.as(world.writer);
    await commitFile(writer, where, 'main', '.github/workflows/check.yml', workflow);
    await commitFile(writer, where, 'change', 'x.txt', 'x');
    const { data: pull } = await writer.rest.pulls.create({ ...where, title: 'x', head: 'change', base: 'main' });
    await settle();
    const { data: found } = await writer.rest.actions.listWorkflowRunsForRepo({ ...where, event: 'pull_request' });
    expect(found.workflow_runs).toMatchObject([
      { conclusion: 'success', head_sha: pull.head.sha, pull_requests: [{ number: pull.number }] },
    ]);
    const { data: jobs } = await writer.rest.actions.listJobsForWorkflowRun({
      ...where,
      run_id: found.workflow_runs[0]?.id ?? 0,
    });
    const log = await writer.rest.actions.downloadJobLogsForWorkflowRun({ ...where, job_id: jobs.jobs[0]?.id ?? 0 });
    expect(log.data).toContain(`sha ${pull.merge_commit_sha}`);
    expect(log.data).toContain('read 200');
    expect(log.data).toContain('issues 403');
    const checks = await writer.rest.checks.listForRef({ ...where, ref: pull.head.sha });
    expect(checks.data.check_runs).toMatchObject([
      { name: 'look', conclusion: 'success', app: { slug: 'github-actions' } },
    ]);
  });

  it('runs a dispatch of an App on the default branch, found by its nonce', async () => {
    const { where, sandbox } = world;
    const { octokit } = await asApp(sandbox, addApp(world, 'aval'), where);
    await octokit.rest.repos.createDispatchEvent({ ...where, event_type: 'look', client_payload: { nonce: 'n-42' } });
    await settle();
    const { data: found } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...where,
      event: 'repository_dispatch',
    });
    expect(found.workflow_runs).toMatchObject([
      { display_title: 'check n-42', head_branch: 'main', actor: { login: 'aval[bot]' }, conclusion: 'success' },
    ]);
  });
});
