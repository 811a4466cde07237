import type {
  BranchFilterConfig,
  PathFilterConfig,
  TagFilterConfig,
} from '@actions/workflow-parser/model/workflow-template';
import type { Workflow } from '../workflow/definition.ts';
import type { GitFiles } from '../workflow/git-files.ts';
import { at, type RunnerEvent, shortRef, textAt } from './event.ts';
import { matchesPatterns } from './filter-pattern.ts';

type Filters = BranchFilterConfig & TagFilterConfig & PathFilterConfig & { types?: string[]; workflows?: string[] };

/** Activity types where the workflow names none; other events run for each of theirs. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/** Whether a workflow's `on` asks for this event. */
export async function matches(workflow: Workflow, event: RunnerEvent, files: GitFiles): Promise<boolean> {
  const { eventName, payload } = event;
  if (!Object.hasOwn(workflow.events, eventName)) return false;
  if (eventName === 'schedule') {
    return (workflow.events.schedule ?? []).some(({ cron }) => cron === textAt(payload, 'schedule'));
  }
  if (eventName === 'workflow_dispatch') {
    const asked = textAt(payload, 'workflow');
    return asked === '' || asked === workflow.path || workflow.path.endsWith(`/${asked}`);
  }
  const filters: Filters = workflow.events[eventName] ?? {};
  const types = filters.types ?? DEFAULT_TYPES[eventName];
  if (types && !types.includes(textAt(payload, 'action'))) return false;
  switch (eventName) {
    case 'push':
      return pushMatches(filters, event, files);
    case 'pull_request':
    case 'pull_request_target': {
      const base = at(payload, 'pull_request', 'base');
      if (!passes(filters.branches, filters['branches-ignore'], textAt(base, 'ref'))) return false;
      const head = textAt(payload, 'pull_request', 'head', 'sha');
      return pathsMatch(filters, () => files.changedSinceFork(textAt(base, 'sha'), head));
    }
    case 'workflow_run': {
      const run = at(payload, 'workflow_run');
      if (filters.workflows && !matchesPatterns(filters.workflows, textAt(run, 'name'))) return false;
      return passes(filters.branches, filters['branches-ignore'], textAt(run, 'head_branch'));
    }
    default:
      return true;
  }
}

/** A filter for branches alone keeps tags out, and the reverse; paths are not looked at for tags. */
async function pushMatches(filters: Filters, event: RunnerEvent, files: GitFiles): Promise<boolean> {
  const name = shortRef(event.ref);
  const forBranches = filters.branches ?? filters['branches-ignore'];
  const forTags = filters.tags ?? filters['tags-ignore'];
  if (event.ref.startsWith('refs/tags/')) {
    return forTags ? passes(filters.tags, filters['tags-ignore'], name) : forBranches === undefined;
  }
  if (forBranches ? !passes(filters.branches, filters['branches-ignore'], name) : forTags !== undefined) return false;
  return pathsMatch(filters, () => files.changedByPush(textAt(event.payload, 'before'), event.sha, event.ref));
}

async function pathsMatch(filters: PathFilterConfig, changed: () => Promise<string[]>): Promise<boolean> {
  const { paths, 'paths-ignore': ignored } = filters;
  if (paths) return (await changed()).some((path) => matchesPatterns(paths, path));
  if (ignored) return (await changed()).some((path) => !matchesPatterns(ignored, path));
  return true;
}

function passes(only: readonly string[] | undefined, ignored: readonly string[] | undefined, name: string): boolean {
  if (only) return matchesPatterns(only, name);
  return !(ignored && matchesPatterns(ignored, name));
}
