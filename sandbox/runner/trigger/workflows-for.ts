import type { InvalidWorkflow, Workflow } from '../workflow/definition.ts';
import type { GitFiles } from '../workflow/git-files.ts';
import { isInvalid, readWorkflow } from '../workflow/read-workflow.ts';
import { at, type RunnerEvent, textAt } from './event.ts';
import { matches } from './matches.ts';

/** Events whose workflow file and `github.sha` are the given ones; all others run on the default branch. */
const ON_OWN_COMMIT = new Set([
  'push',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
]);
const SKIP = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: ?true$/m;

/** An event with the commit that its workflows run on. */
export async function placeEvent(event: RunnerEvent, files: GitFiles): Promise<RunnerEvent> {
  if (ON_OWN_COMMIT.has(event.eventName)) return { ...event, sha: await files.commit(event.sha) };
  if (event.eventName === 'workflow_dispatch') return { ...event, sha: await files.commit(event.sha || event.ref) };
  const branch = textAt(event.payload, 'repository', 'default_branch');
  const ref = branch === '' ? event.ref : `refs/heads/${branch}`;
  return { ...event, ref, sha: await files.commit(ref) };
}

/** Whether GitHub starts nothing at all: deleted refs, `[skip ci]`, and what a job's own token caused. */
export async function startsNothing(event: RunnerEvent, files: GitFiles): Promise<boolean> {
  const { eventName, payload } = event;
  const dispatched = eventName === 'repository_dispatch' || eventName === 'workflow_dispatch';
  if (event.actor === 'github-actions[bot]' && !dispatched) return true;
  if (eventName === 'push') return at(payload, 'deleted') === true || SKIP.test(await files.message(event.sha));
  if (eventName !== 'pull_request') return false;
  return SKIP.test(await files.message(textAt(payload, 'pull_request', 'head', 'sha') || event.sha));
}

/** The workflows that an event starts, and those files that GitHub would report as invalid. */
export async function workflowsFor(event: RunnerEvent, files: GitFiles): Promise<(Workflow | InvalidWorkflow)[]> {
  const found: (Workflow | InvalidWorkflow)[] = [];
  for (const path of await files.list(event.sha, '.github/workflows')) {
    if (!/\.ya?ml$/.test(path)) continue;
    const workflow = await readWorkflow({ path, sha: event.sha, content: await files.read(event.sha, path) });
    if (isInvalid(workflow) ? event.eventName === 'push' : await matches(workflow, event, files)) found.push(workflow);
  }
  return found;
}
