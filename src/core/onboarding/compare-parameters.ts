import { beyond, type Deviation, wrong } from './deviation.ts';
import type { Rule } from './ruleset.ts';

/** Which way a parameter grows stricter, and what it is called on GitHub's page. Absent, GitHub takes false or 0. */
const known: Readonly<Record<string, readonly [stricter: 'more' | 'less', name: string]>> = {
  required_approving_review_count: ['more', 'required approvals'],
  dismiss_stale_reviews_on_push: ['more', 'dismissing stale approvals'],
  require_code_owner_review: ['more', 'review from code owners'],
  require_last_push_approval: ['more', 'approval of the last push'],
  required_review_thread_resolution: ['more', 'resolving conversations'],
  strict_required_status_checks_policy: ['more', 'branches up to date before merging'],
  do_not_enforce_on_create: ['less', 'not requiring checks on creation'],
  update_allows_fetch_and_merge: ['less', 'fetching and merging from upstream'],
};

/** Flags and numbers of one rule. Parameters that aval knows nothing of are GitHub's defaults and are not compared. */
export function compareParameters(wanted: Rule, found: Rule): Deviation[] {
  return Object.entries(known).flatMap(([key, [stricter, name]]) => {
    const [want, have] = [strength(wanted, key), strength(found, key)];
    if (have === want) return [];
    const says = `${name}: ${shown(found, key)} instead of ${shown(wanted, key)}`;
    return [
      have !== undefined && want !== undefined && have > want === (stricter === 'more') ? beyond(says) : wrong(says),
    ];
  });
}

/** A flag as 0 or 1; undefined for what is neither flag nor number. */
function strength({ parameters }: Rule, key: string): number | undefined {
  const value = parameters?.[key] ?? false;
  return typeof value === 'boolean' || typeof value === 'number' ? Number(value) : undefined;
}

function shown({ parameters }: Rule, key: string): string {
  const value = parameters?.[key] ?? false;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' ? String(value) : 'something else';
}
