import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { RunContext } from '../toolkit.ts';

/** What a run that an event began knows beside its checkout. */
export interface DispatchContext extends RunContext {
  readonly eventName: string;
  /** The event, as GitHub wrote it down; not looked into yet. */
  readonly event: unknown;
  /** `https://github.com` */
  readonly serverUrl: string;
  /** A folder that the runner empties after the job. */
  readonly temporaryFolder: string;
  readonly run: { readonly id: string; readonly attempt: number; readonly workflow: string };
}

/** Reads that from the runner's variables. */
export function dispatchContext(
  env: Readonly<Record<string, string | undefined>>,
): Omit<DispatchContext, keyof RunContext> {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  return {
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    event: path === '' ? {} : JSON.parse(readFileSync(path, 'utf8')),
    serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    temporaryFolder: env['RUNNER_TEMP'] || tmpdir(),
    run: {
      id: env['GITHUB_RUN_ID'] ?? '',
      attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
      workflow: workflowPath(env['GITHUB_WORKFLOW_REF'] ?? ''),
    },
  };
}

/** `.github/workflows/x.yaml` of `owner/name/.github/workflows/x.yaml@refs/heads/main`. */
function workflowPath(reference: string): string {
  return reference.replace(/^[^/]*\/[^/]*\//, '').replace(/@.*$/s, '');
}
