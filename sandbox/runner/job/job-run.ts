import { messageOf, RunnerError } from '../runner-error.ts';
import { runPre } from '../step/action.ts';
import { type Frame, type JobContext, type PostStep as Named, scopeOf } from '../step/job-context.ts';
import { runStep, stepName } from '../step/step.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import { textsOf } from '../workflow/template.ts';
import type { JobView } from './job-view.ts';
import { type Conclusion, combine } from './status.ts';

const OUTPUT_LIMIT = 1024 * 1024;

/** Runs a job's steps in a context that is ready: pre steps, the steps, post steps. Returns the job's outputs. */
export async function runJob(
  steps: readonly StepDefinition[],
  outputs: Parameters<typeof textsOf>[0],
  defaults: Frame['defaults'],
  job: JobContext,
  view: JobView,
): Promise<Record<string, string>> {
  const frame: Frame = { steps: {}, env: {}, defaults, status: 'success' };
  const note = (conclusion: Conclusion) => {
    frame.status = combine([frame.status, conclusion === 'skipped' ? 'success' : conclusion]);
    job.status = job.signal.aborted ? 'cancelled' : frame.status;
  };
  const pres: Named[] = [];
  note(await view.step('Set up job', () => setUp(steps, frame, job, pres)));
  for (const pre of pres) note(await view.step(pre.name, pre.run));
  for (const step of steps) {
    const name = displayName(step, job, frame);
    await view.step(name, async () => {
      job.log.line(`##[group]${name}`);
      job.log.line('##[endgroup]');
      const result = await runStep(step, job, frame);
      frame.steps[step.id] = result;
      note(result.conclusion);
      return result.conclusion;
    });
  }
  for (let post = job.posts.pop(); post; post = job.posts.pop()) note(await view.step(post.name, post.run));
  await view.step('Complete job', async () => 'success');
  return evaluateOutputs(outputs, job, frame);
}

/** Finds the actions of the job and collects their pre steps. One that cannot be found ends the job here. */
async function setUp(
  steps: readonly StepDefinition[],
  frame: Frame,
  job: JobContext,
  pres: Named[],
): Promise<Conclusion> {
  try {
    for (const step of steps) {
      const name = displayName(step, job, frame);
      const run = await runPre(step, name, job, frame);
      if (run) pres.push({ name: `Pre ${name}`, run });
    }
    return 'success';
  } catch (error) {
    job.log.error(messageOf(error));
    return 'failure';
  }
}

/** A name that cannot be evaluated is shown as written; the step itself reports the fault. */
function displayName(step: StepDefinition, job: JobContext, frame: Frame): string {
  try {
    return stepName(step, job, frame);
  } catch {
    return step.id;
  }
}

/** What a job hands on. A value with a secret in it is left out, as on GitHub. */
function evaluateOutputs(
  outputs: Parameters<typeof textsOf>[0],
  job: JobContext,
  frame: Frame,
): Record<string, string> {
  const values = Object.entries(textsOf(outputs, scopeOf(job, frame)));
  const size = values.reduce((sum, [, value]) => sum + value.length * 2, 0);
  if (size > OUTPUT_LIMIT) throw new RunnerError(`The outputs take ${size} bytes, at most ${OUTPUT_LIMIT} are allowed`);
  return Object.fromEntries(
    values.filter(([name, value]) => {
      if (value === '') return false;
      if (!job.log.isSecret(value)) return true;
      job.log.warning(`Skip output '${name}' since it may contain secret.`);
      return false;
    }),
  );
}
