import type { JobLog } from '../job/log.ts';
import { type Conclusion, statusFunctions, statusOfSteps } from '../job/status.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import type { ProcessGroups } from './process.ts';

/** What the steps of one job share. */
export interface JobContext {
  readonly log: JobLog;
  readonly processes: ProcessGroups;
  /** Aborted when the job is cancelled or out of time. */
  readonly signal: AbortSignal;
  readonly graceMs: number;
  /** How long a minute of `timeout-minutes` lasts. */
  readonly minuteMs: number;
  readonly workspace: string;
  readonly temp: string;
  /** PATH, HOME, GITHUB_*, RUNNER_*: what every process sees. */
  readonly environment: Readonly<Record<string, string>>;
  /** ACTIONS_*: what only actions see. */
  readonly actionsEnvironment: Readonly<Record<string, string>>;
  /** `env` of the workflow and the job, and what steps wrote to GITHUB_ENV. */
  readonly env: Record<string, string>;
  /** What steps wrote to GITHUB_PATH, latest first. */
  readonly path: string[];
  /** `github`, `needs`, `strategy`, `matrix`, `vars`, `secrets`, `inputs`, `runner`. */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** The folder of `owner/name/path@ref`. */
  readonly resolveAction: (uses: string) => Promise<string>;
  /** State that an action keeps between its pre, main and post. */
  readonly states: Map<StepDefinition, ActionState>;
  /** Post steps, run last in, first out. */
  readonly posts: PostStep[];
  status: Conclusion;
}

export interface ActionState {
  readonly values: Record<string, string>;
  postRegistered: boolean;
}

export interface PostStep {
  readonly name: string;
  readonly run: () => Promise<Conclusion>;
}

export interface StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
}

/** Where a step stands: in the job itself or in a composite action, each with steps and a status of its own. */
export interface Frame {
  readonly steps: Record<string, StepResult>;
  readonly env: Readonly<Record<string, string>>;
  readonly defaults: { readonly shell?: string | undefined; readonly workingDirectory?: string | undefined };
  /** In a composite action: its inputs and folder. */
  readonly action?: ActionFrame;
  /** In a composite action: aborted when the step that uses it stops. */
  readonly signal?: AbortSignal;
  status: Conclusion;
}

export interface ActionFrame {
  readonly inputs: Readonly<Record<string, string>>;
  readonly path: string;
  readonly repository: string;
  readonly ref: string;
}

/** What an expression in a step sees. */
export function scopeOf(job: JobContext, frame: Frame, env: Readonly<Record<string, string>> = frame.env): Scope {
  const { action } = frame;
  const { github, secrets, inputs, ...others } = job.contexts;
  const status = job.signal.aborted ? 'cancelled' : frame.status;
  return {
    contexts: {
      ...others,
      secrets: action ? {} : secrets,
      inputs: action ? action.inputs : inputs,
      github: { ...Object(github), ...(action && actionContext(action)), action_status: status },
      env: { ...job.env, ...env },
      steps: frame.steps,
      job: { status: job.signal.aborted ? 'cancelled' : job.status },
    },
    functions: statusFunctions(statusOfSteps(status)),
  };
}

export function actionContext(action: ActionFrame): Record<string, string> {
  return { action_path: action.path, action_repository: action.repository, action_ref: action.ref };
}
