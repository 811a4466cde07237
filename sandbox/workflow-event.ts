import { objectAt } from './contract/description.ts';
import type { RepositoryEvent } from './events.ts';
import { resolveCommit } from './git/objects.ts';
import { noSha } from './git/refs.ts';
import { isJson, type Json, textOf } from './json.ts';
import { userOf } from './state/actor.ts';
import type { Repository } from './state/repository.ts';

/** An event as a workflow runner wants it: what happened, and which commit's workflow files answer it. */
export interface WorkflowEvent {
  /** owner/name */
  readonly repository: string;
  readonly eventName: string;
  readonly payload: Json;
  /** What `github.sha` is: for a pull request the merge commit, for a push the pushed commit, else the default branch's. */
  readonly sha: string;
  readonly ref: string;
  readonly headRepository: string;
  readonly headBranch: string;
  readonly actor: string;
  readonly isFork: boolean;
  /** The folder of the bare repository that holds a ref. */
  readonly files: (ref: string) => string;
}

/** What a job's token may start all the same. */
const dispatches = new Set(['repository_dispatch', 'workflow_dispatch']);

/** Undefined for what starts no workflow: Actions that are off, a job's own doing, a deleted branch, a pull request that conflicts. */
export async function workflowEvent(event: RepositoryEvent): Promise<WorkflowEvent | undefined> {
  const { name, repository, payload, actor } = event;
  if (!repository.actions.enabled) return undefined;
  const byJob = actor.kind === 'integration' && actor.job !== undefined;
  if (byJob && !dispatches.has(name)) return undefined;
  if (event.only !== undefined) return undefined; // told to one App in private
  const place = await placeOf(name, repository, payload);
  if (place === undefined) return undefined;
  const { gitDir } = repository;
  const author = userOf(actor)?.login ?? 'github';
  const shared = { repository: repository.fullName, eventName: name, payload, actor: author, files: () => gitDir };
  const head = objectAt(payload, 'pull_request', 'head');
  const headRepository = textOf(objectAt(head, 'repo')['full_name']) ?? repository.fullName;
  const headBranch = textOf(head['ref']) ?? place.ref.replace(/^refs\/(heads|tags)\//, '');
  return { ...shared, ...place, headRepository, headBranch, isFork: headRepository !== repository.fullName };
}

interface Place {
  readonly sha: string;
  readonly ref: string;
}

async function placeOf(name: string, repository: Repository, payload: Json): Promise<Place | undefined> {
  const pull = payload['pull_request'];
  if (name.startsWith('pull_request') && isJson(pull)) return ofPull(pull);
  if (name === 'push') {
    const [sha = noSha, ref = ''] = [textOf(payload['after']), textOf(payload['ref'])];
    return sha === noSha ? undefined : { sha, ref };
  }
  if (name === 'release') {
    const ref = `refs/tags/${objectAt(payload, 'release')['tag_name']}`;
    const sha = await resolveCommit(repository.gitDir, ref);
    return sha === undefined ? undefined : { sha, ref };
  }
  const asked = name === 'workflow_dispatch' ? textOf(payload['ref']) : undefined;
  const ref = asked ?? `refs/heads/${repository.defaultBranch}`;
  const sha = await resolveCommit(repository.gitDir, ref);
  return sha === undefined ? undefined : { sha, ref };
}

function ofPull(pull: Json): Place | undefined {
  const sha = textOf(pull['merge_commit_sha']);
  if (sha === undefined) return undefined;
  const merged = typeof pull['merged_at'] === 'string';
  return { sha, ref: merged ? `refs/heads/${objectAt(pull, 'base')['ref']}` : `refs/pull/${pull['number']}/merge` };
}
