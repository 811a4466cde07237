import { textOf } from '../workflow/template.ts';
import type { ActionDefinition, CompositeRuns } from './action-definition.ts';
import { type ActionFrame, type Frame, type JobContext, scopeOf } from './job-context.ts';
import type { LaunchResult } from './launch.ts';
import { runStep } from './step.ts';

/** Runs a composite action: its steps in a frame of their own, then its outputs. */
export async function runComposite(
  definition: ActionDefinition,
  runs: CompositeRuns,
  action: ActionFrame,
  env: Readonly<Record<string, string>>,
  job: JobContext,
  signal: AbortSignal,
): Promise<LaunchResult> {
  const frame: Frame = { steps: {}, env, defaults: {}, action, signal, status: 'success' };
  for (const step of runs.steps) {
    if (signal.aborted) break;
    const result = await runStep(step, job, frame);
    frame.steps[step.id] = result;
    if (result.conclusion === 'failure') frame.status = 'failure';
  }
  const scope = scopeOf(job, frame);
  const outputs = Object.fromEntries(
    [...definition.outputs].map(([name, token]) => [name, textOf(token, scope) ?? '']),
  );
  return { code: frame.status === 'success' && !signal.aborted ? 0 : 1, outputs, state: {} };
}
