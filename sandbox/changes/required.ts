import { isAncestor } from '../git/refs.ts';
import { booleanOf, numberOf, objectsOf, textOf } from '../json.ts';
import { levelOf, reaches } from '../state/access.ts';
import type { Actor } from '../state/actor.ts';
import type { Pull, Review } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import type { Rule } from '../state/ruleset.ts';
import { rulesOn } from './rules.ts';
import { newestByName } from './suite-outcome.ts';

/** Why the rules don't let this pull request be merged; empty when they do. */
export async function missingForMerge(
  repository: Repository,
  pull: Pull,
  baseTip: string,
  method: string,
  actor: Actor,
): Promise<string[]> {
  const missing: string[] = [];
  for (const rule of rulesOn(repository, `refs/heads/${pull.base.ref}`, actor, 'pull_request')) {
    if (rule.type === 'update') missing.push('Cannot update this protected ref.');
    if (rule.type === 'required_linear_history' && method === 'merge')
      missing.push('This branch must not contain merge commits.');
    if (rule.type === 'pull_request') missing.push(...missingApprovals(repository, pull, rule));
    if (rule.type !== 'required_status_checks') continue;
    const strict = booleanOf(rule.parameters['strict_required_status_checks_policy']) === true;
    if (strict && !(await isAncestor(repository.gitDir, baseTip, pull.head.sha)))
      missing.push('The head branch is not up to date with the base branch.');
    for (const check of objectsOf(rule.parameters['required_status_checks'])) {
      const context = textOf(check['context']) ?? '';
      const state = requiredState(repository, pull.head.sha, context, numberOf(check['integration_id']));
      if (state !== 'success') missing.push(`Required status check "${context}" is ${state}.`);
    }
  }
  return missing;
}

/** A check and a status of the same name must both pass; a pinned one counts only from that App. */
export function requiredState(
  repository: Repository,
  sha: string,
  context: string,
  appId: number | undefined,
): 'success' | 'expected' | 'failing' | 'in progress' {
  const runs = newestByName([...repository.checkRuns.values()].filter((run) => run.headSha === sha))
    .filter((run) => run.name === context && (appId === undefined || run.app.id === appId))
    .map((run) => (run.status === 'completed' ? (run.conclusion ?? 'failure') : 'pending'));
  const status = repository.statuses.findLast(
    (one) => one.sha === sha && one.context === context && (appId === undefined || one.app?.id === appId),
  );
  const all = status === undefined ? runs : [...runs, status.state];
  if (all.length === 0) return 'expected';
  if (all.includes('pending')) return 'in progress';
  return all.every((one) => ['success', 'neutral', 'skipped'].includes(one)) ? 'success' : 'failing';
}

/** Each person's latest review that says yes or no. Only those of people with write access count. */
export function opinions(repository: Repository, pull: Pull): (Review & { readonly counts: boolean })[] {
  const latest = new Map<number, Review>();
  for (const review of repository.reviews.values()) {
    if (review.pull !== pull.number || review.state === 'COMMENTED' || review.state === 'PENDING') continue;
    latest.set(review.user.id, review);
  }
  return [...latest.values()].map((review) => ({
    ...review,
    counts: reaches(levelOf(review.user, repository), 'write'),
  }));
}

/** Whether this rule lets an approval lapse when the head moves on. */
export const wantsFreshReviews = (rule: Rule): boolean =>
  booleanOf(rule.parameters['dismiss_stale_reviews_on_push']) === true;

function missingApprovals(repository: Repository, pull: Pull, rule: Rule): string[] {
  const needed = numberOf(rule.parameters['required_approving_review_count']) ?? 0;
  const stale = wantsFreshReviews(rule);
  const counted = opinions(repository, pull).filter((one) => one.counts);
  if (counted.some((review) => review.state === 'CHANGES_REQUESTED')) return ['Changes were requested.'];
  const approvals = counted.filter((one) => one.state === 'APPROVED' && (!stale || one.commitId === pull.head.sha));
  const missing = needed - approvals.length;
  return missing > 0 ? [`At least ${needed} approving review is required by reviewers with write access.`] : [];
}
