import type { Frame, JobContext } from '../step/job-context.ts';
import { ProcessGroups } from '../step/process.ts';
import type { JobDefinition } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import { child, textOf, textsOf } from '../workflow/template.ts';
import { githubVariables } from './github-context.ts';
import type { LegRun } from './leg.ts';
import type { JobLog } from './log.ts';
import { Workspace } from './workspace.ts';

interface JobRequest {
  readonly run: LegRun;
  readonly job: JobDefinition;
  readonly scope: Scope;
  readonly settings: { readonly secrets: Record<string, string>; readonly vars: Record<string, string> };
  readonly token: string;
  readonly log: JobLog;
  readonly signal: AbortSignal;
  readonly key: string;
}

interface OpenJob extends AsyncDisposable {
  readonly context: JobContext;
  readonly defaults: Frame['defaults'];
}

/** Makes the folders, the environment and the contexts of a job. Disposed: nothing of it runs or lies around. */
export async function openJob(request: JobRequest): Promise<OpenJob> {
  const { run, job, log, token, settings } = request;
  const { machine, event, workflow, record } = run;
  for (const secret of [token, ...Object.values(settings.secrets)]) log.mask(secret);
  await using opening = new AsyncDisposableStack();
  const folders = await Workspace.create(event, machine);
  opening.defer(() => folders.remove());
  const actionsEnvironment = machine.artifacts.openJob({
    runId: record.id,
    attempt: record.attempt,
    job: `${job.id}-${request.key}`,
  });
  opening.defer(() => machine.artifacts.closeJob(actionsEnvironment));
  const processes = new ProcessGroups();
  opening.defer(() => processes.end());
  const runner = {
    name: 'sandbox',
    os: 'Linux',
    arch: process.arch.toUpperCase(),
    environment: 'github-hosted',
    temp: folders.temp,
    tool_cache: folders.toolCache,
    workspace: folders.workspace,
  };
  const github = {
    ...Object(request.scope.contexts['github']),
    token,
    job: job.id,
    workspace: folders.workspace,
    event_path: folders.eventPath,
  };
  const secrets = { ...settings.secrets, GITHUB_TOKEN: token };
  const contexts = { ...request.scope.contexts, github, secrets, vars: settings.vars, runner };
  const env = textsOf(workflow.env, { contexts });
  Object.assign(env, textsOf(child(job.keys, 'env'), { contexts }));
  const context: JobContext = {
    log,
    processes,
    signal: request.signal,
    graceMs: machine.graceMs,
    minuteMs: machine.minuteMs,
    workspace: folders.workspace,
    temp: folders.temp,
    environment: {
      PATH: machine.path.join(':'),
      HOME: folders.home,
      LANG: 'C.UTF-8',
      GIT_CONFIG_NOSYSTEM: '1',
      GITHUB_ACTIONS: 'true',
      ...githubVariables(github),
      ...Object.fromEntries(Object.entries(runner).map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, value])),
    },
    actionsEnvironment,
    env,
    path: [],
    contexts,
    resolveAction: async (uses) => machine.options.resolveAction(uses),
    states: new Map(),
    posts: [],
    status: 'success',
  };
  const defaults = readDefaults(run, job, { contexts: { ...contexts, env } });
  const held = opening.move();
  return { context, defaults, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

function readDefaults({ workflow }: LegRun, job: JobDefinition, scope: Scope): Frame['defaults'] {
  const key = (name: string) =>
    textOf(child(child(child(job.keys, 'defaults'), 'run'), name), scope) ??
    textOf(child(child(workflow.defaults, 'run'), name), scope);
  return { shell: key('shell'), workingDirectory: key('working-directory') };
}
