import type { RunRecord } from '../../runner-port.ts';
import { githubContext } from '../job/github-context.ts';
import { settingsFor } from '../job/job-environment.ts';
import type { Machine } from '../job/machine.ts';
import type { Workflow } from '../workflow/definition.ts';
import type { GitFiles } from '../workflow/git-files.ts';
import { textOf } from '../workflow/template.ts';
import { at, type RunnerEvent, shortRef, textAt } from './event.ts';
import { readInputs } from './inputs.ts';

/** What the API shows of a run when it is made. */
export async function newRun(
  workflow: Workflow,
  event: RunnerEvent,
  files: GitFiles,
  machine: Machine,
): Promise<Omit<RunRecord, 'id'>> {
  const contexts = {
    github: githubContext(workflow, event, { attempt: 1 }, machine),
    inputs: readInputs(workflow, event),
    vars: settingsFor(event, undefined, machine).vars,
  };
  const named = textOf(workflow.runName, { contexts })?.trim();
  const displayTitle = named || (await defaultTitle(workflow, event, files));
  return { ...describe(event), name: workflow.name, path: workflow.path, displayTitle };
}

/** What a run has from its event alone. A pull request's run is of its head, not of the merge commit. */
export function describe(event: RunnerEvent): Omit<RunRecord, 'id' | 'name' | 'path' | 'displayTitle'> {
  const { repository, headRepository, headBranch, actor } = event;
  const pullRequest = at(event.payload, 'pull_request');
  const number = at(pullRequest, 'number');
  return {
    repository,
    event: event.eventName,
    headSha: textAt(pullRequest, 'head', 'sha') || event.sha,
    headBranch: headBranch || shortRef(event.ref),
    headRepository,
    actor,
    attempt: 1,
    pullRequests: typeof number === 'number' && !event.isFork ? [number] : [],
  };
}

async function defaultTitle(workflow: Workflow, event: RunnerEvent, files: GitFiles): Promise<string> {
  const { eventName, payload } = event;
  if (eventName === 'push') return (await files.message(event.sha)).split('\n')[0] ?? '';
  if (eventName === 'repository_dispatch') return textAt(payload, 'action');
  const title = textAt(payload, 'pull_request', 'title') || textAt(payload, 'issue', 'title');
  return title || workflow.name;
}
