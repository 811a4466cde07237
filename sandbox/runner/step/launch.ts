import { RunnerError } from '../runner-error.ts';
import { CommandFiles } from './command-files.ts';
import { CommandHandler } from './command-handler.ts';
import type { JobContext } from './job-context.ts';

export interface LaunchRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The step's own `env`. */
  readonly env: Readonly<Record<string, string>>;
  /** What the runner adds for this process: INPUT_*, STATE_*, GITHUB_ACTION*, ACTIONS_*. */
  readonly added: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface LaunchResult {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
}

const SUMMARY_LIMIT = 1024 * 1024;

/** Runs one process by the runner protocol, and applies to the job what it wrote. */
export async function launch(request: LaunchRequest, job: JobContext): Promise<LaunchResult> {
  const files = await CommandFiles.create(job.temp);
  const handler = new CommandHandler(job.log);
  try {
    const code = await job.processes.run({
      command: request.command,
      args: request.args,
      cwd: request.cwd,
      env: processEnvironment(request, files, job),
      signal: request.signal,
      graceMs: job.graceMs,
      onLine: (line) => handler.line(line),
    });
    const state = { ...handler.state, ...(await files.values('STATE')) };
    const outputs = { ...handler.outputs, ...(await files.values('OUTPUT')) };
    await applyToJob(files, job);
    return { code, outputs, state };
  } finally {
    await files.remove();
  }
}

function processEnvironment(request: LaunchRequest, files: CommandFiles, job: JobContext): Record<string, string> {
  const { PATH: base = '', ...fixed } = job.environment;
  const own = { ...job.env, ...request.env };
  return {
    CI: 'true',
    ...own,
    ...fixed,
    ...(own['HOME'] === undefined ? {} : { HOME: own['HOME'] }),
    ...request.added,
    ...files.environment,
    PATH: [...job.path, own['PATH'] ?? base].join(':'),
  };
}

async function applyToJob(files: CommandFiles, job: JobContext): Promise<void> {
  const env = await files.values('ENV');
  if ('NODE_OPTIONS' in env) {
    throw new RunnerError("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
  }
  Object.assign(job.env, env);
  const added = (await files.text('PATH')).split(/\r?\n/).filter((line) => line !== '');
  job.path.unshift(...added.reverse());
  const summary = await files.text('STEP_SUMMARY');
  const size = Buffer.byteLength(summary);
  if (size <= SUMMARY_LIMIT) job.log.summarize(summary);
  else job.log.error(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size >> 10}k`);
}
