import type { RunRecord } from '../../runner-port.ts';
import { at, type RunnerEvent, shortRef, textAt } from '../trigger/event.ts';
import type { Workflow } from '../workflow/definition.ts';
import type { Machine } from './machine.ts';

export type GitHubContext = Readonly<Record<string, unknown>>;

const AS_VARIABLES = `actor actor_id api_url base_ref event_name event_path graphql_url head_ref job ref ref_name
  ref_protected ref_type repository repository_id repository_owner repository_owner_id retention_days run_attempt run_id
  run_number server_url sha triggering_actor workflow workflow_ref workflow_sha workspace`.split(/\s+/);

/** The `github` context of a run, without what only a job knows (`token`, `job`, `workspace`, `event_path`). */
export function githubContext(
  workflow: Workflow,
  event: RunnerEvent,
  run: Pick<RunRecord, 'attempt'> & { id?: number; number?: number },
  machine: Machine,
): GitHubContext {
  const { repository, payload } = event;
  const pullRequest = at(payload, 'pull_request');
  return {
    event: payload,
    event_name: event.eventName,
    sha: event.sha,
    ref: event.ref,
    ref_name: shortRef(event.ref),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: false,
    head_ref: textAt(pullRequest, 'head', 'ref'),
    base_ref: textAt(pullRequest, 'base', 'ref'),
    repository,
    repository_id: textAt(payload, 'repository', 'id'),
    repository_owner: repository.split('/')[0],
    repository_owner_id: textAt(payload, 'repository', 'owner', 'id'),
    repositoryUrl: `git://${new URL(machine.serverUrl).host}/${repository}.git`,
    actor: event.actor,
    actor_id: textAt(payload, 'sender', 'id'),
    triggering_actor: event.actor,
    workflow: workflow.name,
    workflow_ref: `${repository}/${workflow.path}@${event.ref}`,
    workflow_sha: workflow.sha,
    run_id: String(run.id ?? ''),
    run_number: String(run.number ?? ''),
    run_attempt: String(run.attempt),
    retention_days: '90',
    secret_source: 'Actions',
    server_url: machine.serverUrl,
    api_url: machine.options.apiUrl,
    graphql_url: machine.options.graphqlUrl ?? `${machine.options.apiUrl.replace(/\/v3$/, '')}/graphql`,
  };
}

/** GITHUB_* for a job's processes. */
export function githubVariables(context: GitHubContext): Record<string, string> {
  return Object.fromEntries(AS_VARIABLES.map((name) => [`GITHUB_${name.toUpperCase()}`, String(context[name] ?? '')]));
}
