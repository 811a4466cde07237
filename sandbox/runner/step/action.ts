import { join } from 'node:path';
import type { Conclusion } from '../job/status.ts';
import { messageOf } from '../runner-error.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import { holds } from '../workflow/expression.ts';
import { child, literal } from '../workflow/template.ts';
import { type ActionDefinition, type NodeRuns, readAction } from './action-definition.ts';
import { readInputs } from './action-inputs.ts';
import { locateAction } from './action-reference.ts';
import { runComposite } from './composite.ts';
import { type ActionFrame, type ActionState, type Frame, type JobContext, scopeOf } from './job-context.ts';
import { type LaunchResult, launch } from './launch.ts';
import { actionVariables } from './script.ts';

type Env = Readonly<Record<string, string>>;

/** A `uses` step with everything that its three phases need. */
interface Action {
  readonly step: StepDefinition;
  readonly name: string;
  readonly frame: Frame;
  readonly env: Env;
  readonly definition: ActionDefinition;
  readonly place: ActionFrame;
  readonly state: ActionState;
}

/** Runs a `uses` step: its main, and its post when the job ends. */
export async function runAction(
  step: StepDefinition,
  name: string,
  env: Env,
  job: JobContext,
  frame: Frame,
  signal: AbortSignal,
) {
  const action = await openAction(step, name, env, job, frame);
  const { runs } = action.definition;
  if (runs.kind === 'composite') return runComposite(action.definition, runs, action.place, env, job, signal);
  registerPost(action, runs, job);
  // GitHub runs the pre of an action within a composite one when the job starts; here it runs before its main.
  if (frame.action && runs.pre !== undefined && action.place.repository !== '') {
    if ((await conclude(action, runs.pre, runs.preIf, job)) === 'failure') return { code: 1, outputs: {}, state: {} };
  }
  return runPhase(action, runs.main, job, signal);
}

/** Runs the pre of a step's action, if it has one. A local action has none: it isn't there yet when the job starts. */
export async function runPre(
  step: StepDefinition,
  name: string,
  job: JobContext,
  frame: Frame,
): Promise<(() => Promise<Conclusion>) | undefined> {
  const uses = literal(child(step.keys, 'uses'));
  if (uses === undefined || uses.startsWith('./')) return undefined;
  const action = await openAction(step, name, {}, job, frame);
  const { runs } = action.definition;
  const pre = runs.kind === 'node' ? runs.pre : undefined;
  if (runs.kind !== 'node' || pre === undefined) return undefined;
  return () => {
    registerPost(action, runs, job);
    return conclude(action, pre, runs.preIf, job);
  };
}

async function openAction(
  step: StepDefinition,
  name: string,
  env: Env,
  job: JobContext,
  frame: Frame,
): Promise<Action> {
  const place = await locateAction(literal(child(step.keys, 'uses')) ?? '', job);
  const definition = await readAction(place.path);
  const inputs = readInputs(definition, step, env, job, frame);
  const state = job.states.get(step) ?? { values: {}, postRegistered: false };
  job.states.set(step, state);
  return { step, name, frame, env, definition, place: { ...place, inputs }, state };
}

function registerPost(action: Action, runs: NodeRuns, job: JobContext): void {
  const { post, postIf } = runs;
  if (post === undefined || action.state.postRegistered) return;
  action.state.postRegistered = true;
  job.posts.push({ name: `Post ${action.name}`, run: () => conclude(action, post, postIf, job) });
}

/** A pre or post: its condition, its process, its conclusion. Cancelled jobs still run posts, so the signal is fresh. */
async function conclude(action: Action, file: string, condition: string, job: JobContext): Promise<Conclusion> {
  try {
    if (!holds(condition, scopeOf(job, action.frame, action.env))) return 'skipped';
    const { code } = await runPhase(action, file, job, new AbortController().signal);
    return code === 0 ? 'success' : 'failure';
  } catch (error) {
    job.log.error(messageOf(error));
    return 'failure';
  }
}

async function runPhase(action: Action, file: string, job: JobContext, signal: AbortSignal): Promise<LaunchResult> {
  const { place, state, step, env } = action;
  const added: Record<string, string> = {
    ...job.actionsEnvironment,
    ...actionVariables(place),
    GITHUB_ACTION: step.id,
  };
  for (const [key, value] of Object.entries(place.inputs))
    added[`INPUT_${key.replaceAll(' ', '_').toUpperCase()}`] = value;
  for (const [key, value] of Object.entries(state.values)) added[`STATE_${key}`] = value;
  const args = [join(place.path, file)];
  const result = await launch({ command: process.execPath, args, cwd: job.workspace, env, added, signal }, job);
  Object.assign(state.values, result.state);
  return result;
}
