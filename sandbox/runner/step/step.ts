import { messageOf } from '../runner-error.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import { holds } from '../workflow/expression.ts';
import { child, flagOf, literal, minutesOf, textOf, textsOf } from '../workflow/template.ts';
import { runAction } from './action.ts';
import { type Frame, type JobContext, type StepResult, scopeOf } from './job-context.ts';
import type { LaunchResult } from './launch.ts';
import { runScript } from './script.ts';

/** What the step is called in the log and the API. */
export function stepName(step: StepDefinition, job: JobContext, frame: Frame): string {
  const scope = scopeOf(job, frame);
  const name = textOf(child(step.keys, 'name'), scope);
  if (name) return name;
  const uses = literal(child(step.keys, 'uses'));
  return `Run ${uses ?? (textOf(child(step.keys, 'run'), scope) ?? '').trim().split('\n')[0]}`;
}

/** Runs a step if its condition holds. A failure is a result, with its message in the log, and never thrown. */
export async function runStep(step: StepDefinition, job: JobContext, frame: Frame): Promise<StepResult> {
  try {
    if (!holds(step.condition, scopeOf(job, frame))) return { outputs: {}, outcome: 'skipped', conclusion: 'skipped' };
    const env = { ...frame.env, ...textsOf(child(step.keys, 'env'), scopeOf(job, frame)) };
    const { outcome, outputs } = await runInTime(step, env, job, frame);
    const tolerated = outcome === 'failure' && flagOf(child(step.keys, 'continue-on-error'), scopeOf(job, frame, env));
    return { outputs, outcome, conclusion: tolerated ? 'success' : outcome };
  } catch (error) {
    job.log.error(messageOf(error));
    return { outputs: {}, outcome: 'failure', conclusion: 'failure' };
  }
}

/** Runs a step's process until it ends, its time is over, or the job is cancelled and the condition doesn't hold any more. */
async function runInTime(
  step: StepDefinition,
  env: Readonly<Record<string, string>>,
  job: JobContext,
  frame: Frame,
): Promise<Pick<StepResult, 'outcome' | 'outputs'>> {
  const stop = new AbortController();
  const minutes = minutesOf(child(step.keys, 'timeout-minutes'), scopeOf(job, frame, env));
  const name = stepName(step, job, frame);
  const expire = () => stop.abort(`The action '${name}' has timed out after ${minutes} minutes.`);
  const timer = minutes === undefined ? undefined : setTimeout(expire, minutes * job.minuteMs);
  const cancel = () => {
    if (!holds(step.condition, scopeOf(job, frame))) stop.abort();
  };
  const follow = () => stop.abort(frame.signal?.reason);
  job.signal.addEventListener('abort', cancel);
  frame.signal?.addEventListener('abort', follow);
  try {
    const result = await runBody(step, name, env, job, frame, stop.signal);
    if (!stop.signal.aborted) {
      if (result.code !== 0 && !child(step.keys, 'uses'))
        job.log.error(`Process completed with exit code ${result.code}.`);
      return { outcome: result.code === 0 ? 'success' : 'failure', outputs: result.outputs };
    }
    const timedOut = typeof stop.signal.reason === 'string';
    job.log.error(timedOut ? String(stop.signal.reason) : 'The operation was canceled.');
    return { outcome: timedOut ? 'failure' : 'cancelled', outputs: result.outputs };
  } catch (error) {
    job.log.error(messageOf(error));
    return { outcome: 'failure', outputs: {} };
  } finally {
    clearTimeout(timer);
    job.signal.removeEventListener('abort', cancel);
    frame.signal?.removeEventListener('abort', follow);
  }
}

function runBody(
  step: StepDefinition,
  name: string,
  env: Readonly<Record<string, string>>,
  job: JobContext,
  frame: Frame,
  signal: AbortSignal,
): Promise<LaunchResult> {
  return child(step.keys, 'uses')
    ? runAction(step, name, env, job, frame, signal)
    : runScript(step, env, job, frame, signal);
}
