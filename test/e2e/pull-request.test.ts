import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edit } from '../cli/aval.ts';
import { startWorld, type WorldOptions } from './world.ts';

const model = 'models/credit-risk/model.yaml';
const where = { owner: 'olivia', repo: 'models' };

let world: Awaited<ReturnType<typeof startWorld>>;
beforeAll(async () => {
  // As with the App: there is no preview, and the run only reads.
  const prepare: WorldOptions['prepare'] = (clone) =>
    edit(clone, 'aval.yaml', 'description:', 'app: aval-guard\ndescription:');
  world = await startWorld({ workflows: ['aval.yaml'], prepare });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Opens a pull request, waits for its run, and gives what the run left. */
async function runOf(user: typeof world.people.owner, head: string, title = head) {
  const client = world.as(user);
  const { data: pull } = await client.rest.pulls.create({ ...where, head, base: 'main', title });
  await world.settle();
  const { data } = await client.rest.actions.listWorkflowRunsForRepo({ ...where, head_sha: pull.head.sha });
  const [run] = data.workflow_runs;
  if (run === undefined) throw new Error(`no run: ${world.reports}`);
  const jobs = await client.rest.actions.listJobsForWorkflowRun({ ...where, run_id: run.id });
  const notes = world.runner.notes(run.id);
  return {
    conclusion: run.conclusion,
    jobs: Object.fromEntries(jobs.data.jobs.map(({ name, conclusion }) => [name, conclusion])),
    summary: (job: string) => notes.find((one) => one.job === job)?.summary ?? '',
    annotations: notes.flatMap(({ annotations }) => annotations),
    pull,
  };
}

describe('a pull request', () => {
  it('trains what it changes and puts the comparison into the summary', async () => {
    await world.push(world.people.writer, 'add-job', [
      model,
      'applicant:housing]',
      'applicant:housing, applicant:job]',
    ]);
    const run = await runOf(world.people.writer, 'add-job');
    expect(run.annotations).toEqual([]);
    expect(run.jobs).toEqual({
      plan: 'success',
      'evaluate (credit-risk)': 'success',
      report: 'success',
      preview: 'skipped',
    });
    expect(run.summary('plan')).toContain('1 model is untouched: nothing is trained for them.');
    expect(run.summary('report')).toContain('### ✅ credit-risk: promote.');
    expect(run.summary('report')).toContain('ROC AUC against the baseline');
  });

  it('that changes no model trains nothing, and passes', async () => {
    await world.push(world.people.writer, 'words', ['README.md', '#', '# Our']);
    const run = await runOf(world.people.writer, 'words');
    expect(run.jobs).toEqual({ plan: 'success', evaluate: 'skipped', report: 'success', preview: 'skipped' });
  });

  it('with a fault in a definition fails, with the fault at its line', async () => {
    await world.push(world.people.writer, 'typo', [model, 'applicant:housing]', 'applicant:hosing]']);
    const run = await runOf(world.people.writer, 'typo');
    expect(run.conclusion).toBe('failure');
    expect(run.annotations).toContainEqual(expect.objectContaining({ level: 'error', file: model }));
  });

  it('from a fork is evaluated with a token that only reads, whatever it is called', async () => {
    const { stranger } = world.people;
    const fork = await world.sandbox.fork(world.repository, stranger);
    const branch = 'x$(touch>owned);echo';
    await world.push(
      stranger,
      branch,
      [model, 'applicant:housing]', 'applicant:housing, applicant:job]'],
      fork.fullName,
    );
    const run = await runOf(stranger, `sam:${branch}`, '<img src=x onerror=alert(1)> ::error::owned');
    expect(run.jobs).toEqual({
      plan: 'success',
      'evaluate (credit-risk)': 'success',
      report: 'success',
      preview: 'skipped',
    });
    expect(run.annotations).toEqual([]);
  });

  it("is compared with what production runs, read from its release with the job's own token", async () => {
    await world.release();
    await world.push(world.people.writer, 'add-age', [
      model,
      'applicant:housing]',
      'applicant:housing, applicant:age]',
    ]);
    const run = await runOf(world.people.writer, 'add-age');
    expect(run.annotations).toEqual([]);
    expect(run.jobs).toEqual({
      plan: 'success',
      'evaluate (credit-risk)': 'success',
      report: 'success',
      preview: 'skipped',
    });
    const read = world.sandbox.requests
      .filter(({ by }) => by === 'github-actions[bot]')
      .map(({ operation }) => operation);
    expect(new Set(read)).toEqual(
      new Set(['repos/get-release-by-tag', 'repos/list-release-assets', 'repos/get-release-asset']),
    );
    expect(run.summary('report')).toContain('| | production 1.0.0 | this change |');
  });

  it('makes no job write anything to GitHub', () => {
    const byJobs = world.sandbox.requests.filter(({ by }) => by === 'github-actions[bot]');
    expect(byJobs).not.toEqual([]);
    expect(byJobs.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

it('nothing broke the description of GitHub, and the runner had no fault', () => {
  expect(world.sandbox.violations).toEqual([]);
  expect(world.reports).toEqual([]);
});
