import { type Finding, missing, ok, warning } from '../finding.ts';
import type { Observed } from '../observed.ts';

const moreRights = 'Let the token read what is under Administration.';

/** Much of what follows is for administrators' eyes only: said once. */
export function checkRights({ repository }: Observed): Finding[] {
  if (repository.administers) return [];
  const says = 'you do not administer this repository: who may bypass rulesets, and two settings, are not shown to you';
  return [warning('rights', says, 'Have an administrator run aval doctor.')];
}

/** A release that can be changed proves nothing: its tag and its package must stay what they are. */
export function checkImmutableReleases({ immutableReleases: seen, repository }: Observed): Finding[] {
  return repository.administers ? [releases(seen, repository.page)] : [];
}

function releases(seen: Observed['immutableReleases'], page: string): Finding {
  if (seen.kind === 'hidden')
    return warning('releases', `whether they are immutable can't be seen: ${seen.why}`, moreRights);
  if (seen.value) return ok('releases', 'immutable: tags and packages stay what they were published as');
  return missing('releases', 'immutable releases are off', `Settings → General → Releases: ${page}/settings.`);
}

/** Training and evaluation are workflows. */
export function checkActions({ actions: seen, repository }: Observed): Finding[] {
  return repository.administers ? [actions(seen, `${repository.page}/settings/actions`)] : [];
}

function actions(seen: Observed['actions'], settings: string): Finding {
  if (seen.kind === 'hidden') return warning('Actions', `whether they may run can't be seen: ${seen.why}`, moreRights);
  if (!seen.value.enabled)
    return missing('Actions', 'GitHub Actions are off: nothing trains or evaluates', `Allow them: ${settings}.`);
  if (seen.value.allowed === 'local_only')
    return missing(
      'Actions',
      "only actions of this repository's owner may run",
      `Allow actions/* and aval's: ${settings}.`,
    );
  if (seen.value.allowed === 'selected')
    return warning('Actions', 'on, for selected actions', `See that actions/* and aval's are among them: ${settings}.`);
  return ok('Actions', 'on');
}
