import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RunnerError } from '../runner-error.ts';
import type { StepDefinition } from '../workflow/definition.ts';
import { child, textOf } from '../workflow/template.ts';
import { actionContext, type Frame, type JobContext, scopeOf } from './job-context.ts';
import { type LaunchResult, launch } from './launch.ts';

/** How GitHub starts each shell (Workflow syntax, `jobs.<id>.steps[*].shell`); no shell given is bash without pipefail. */
const SHELLS: Readonly<Record<string, string>> = {
  '': 'bash -e {0}',
  bash: 'bash --noprofile --norc -e -o pipefail {0}',
  sh: 'sh -e {0}',
  python: 'python {0}',
};

/** Runs a `run` step. */
export async function runScript(
  step: StepDefinition,
  env: Readonly<Record<string, string>>,
  job: JobContext,
  frame: Frame,
  signal: AbortSignal,
): Promise<LaunchResult> {
  const scope = scopeOf(job, frame, env);
  const key = (name: string) => textOf(child(step.keys, name), scope);
  const shell = key('shell') ?? frame.defaults.shell ?? '';
  const template = SHELLS[shell] ?? shell;
  if (!template.includes('{0}')) throw new RunnerError(`shell: unknown shell '${shell}', it must contain {0}`);
  const cwd = resolve(job.workspace, key('working-directory') ?? frame.defaults.workingDirectory ?? '.');
  if (!existsSync(cwd)) throw new RunnerError(`working-directory: ${cwd} does not exist`);
  const file = join(job.temp, `${randomUUID()}${template.startsWith('python') ? '.py' : '.sh'}`);
  await writeFile(file, key('run') ?? '');
  const [command = '', ...args] = template.split(/\s+/).map((word) => word.replaceAll('{0}', file));
  const added = { GITHUB_ACTION: step.id, ...(frame.action && actionVariables(frame.action)) };
  try {
    return await launch({ command, args, cwd, env, added, signal }, job);
  } finally {
    await rm(file, { force: true });
  }
}

/** GITHUB_ACTION_PATH, …, as variables. */
export function actionVariables(action: Parameters<typeof actionContext>[0]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(actionContext(action)).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]),
  );
}
