import type { Octokit } from '@octokit/rest';
import type { Observed, ObservedRepository, Seen } from '../../core/onboarding/observed.ts';
import type { RepositoryName } from '../release-source.ts';
import { ifThere, seen } from './seen.ts';

const administratorsOnly = { kind: 'hidden', why: 'GitHub shows it to administrators only' } as const;

/** Whether published releases are locked. To others than administrators GitHub answers as if they were not, so they are not asked about. */
export async function readImmutableReleases(
  octokit: Octokit,
  name: RepositoryName,
  { administers }: ObservedRepository,
): Promise<Seen<boolean>> {
  if (!administers) return administratorsOnly;
  const asked = ifThere(octokit.rest.repos.checkImmutableReleases({ ...name }));
  const answer = await seen('whether releases are immutable', asked);
  return answer.kind === 'hidden' ? answer : { kind: 'seen', value: answer.value?.data.enabled === true };
}

/** Whether Actions are on, and which may run. */
export async function readActions(
  octokit: Octokit,
  name: RepositoryName,
  { administers }: ObservedRepository,
): Promise<Observed['actions']> {
  if (!administers) return administratorsOnly;
  const answer = await seen(
    'the settings of Actions',
    octokit.rest.actions.getGithubActionsPermissionsRepository({ ...name }),
  );
  if (answer.kind === 'hidden') return answer;
  const { enabled, allowed_actions: allowed } = answer.value.data;
  return { kind: 'seen', value: { enabled, allowed: allowed ?? 'all' } };
}
