import { resolve } from 'node:path';
import { RunnerError } from '../runner-error.ts';
import type { ActionFrame, JobContext } from './job-context.ts';

const BUILT_IN = /^actions\/(checkout|setup-node|upload-artifact|download-artifact)@/;

/** Where the action of a `uses` is: in the workspace, one of the runner's own, or where the sandbox serves it. */
export async function locateAction(uses: string, job: JobContext): Promise<Omit<ActionFrame, 'inputs'>> {
  if (uses.startsWith('./')) return { path: resolve(job.workspace, uses), repository: '', ref: '' };
  const found = /^([^/@\s]+\/[^/@\s]+)(\/[^@\s]*)?@(\S+)$/.exec(uses);
  if (!found) {
    throw new RunnerError(`uses: '${uses}' is not supported, expected ./path or owner/name[/path]@ref`);
  }
  const [, repository = '', , ref = ''] = found;
  const builtIn = BUILT_IN.exec(uses)?.[1];
  const path = builtIn ? resolve(import.meta.dirname, '..', 'actions', builtIn) : await job.resolveAction(uses);
  return { path, repository, ref };
}
