import type { Approval } from '../../src/core/gate/approvals.ts';
import { judge } from '../../src/core/gate/judge.ts';
import { policyDigest } from '../../src/core/gate/policy.ts';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import { waitingForEvidence } from '../../src/core/gate/waiting-for-evidence.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import { unbegunText } from '../holdout/unbegun-text.ts';
import type { ModelChange, Trial } from './change.ts';
import type { Observed, Standing } from './observe.ts';

/** Said from the pull request's own run to the answer from the holdout: a sentence that stays is not written anew at each step. */
export const evaluation = "its evaluation: the pull request's own run first, then the holdout";

const failed = new Set(['failure', 'timed_out', 'startup_failure']);

/** Why a model's holdout evaluation has not begun; undefined: it may. */
export function blocker(observed: Observed, asked: boolean, appId: number): string | undefined {
  const { pull, checks, hasWorkflow } = observed;
  if (asked) return undefined;
  const command = `/aval evaluate ${pull.head.slice(0, 12)}`;
  if (pull.draft) return `the draft to be marked as ready, or for "${command}"`;
  if (pull.fork) return `someone with write access to look at this change from a fork and say "${command}"`;
  const runs = checks.filter(({ app, name }) => app !== appId && !name.startsWith('aval / '));
  if (runs.some(({ status }) => status !== 'completed')) return evaluation;
  const red = runs.find(({ conclusion }) => failed.has(conclusion ?? ''));
  if (red !== undefined) return `"${red.name}" to be mended, or for "${command}"`;
  if (hasWorkflow && !runs.some(({ appSlug }) => appSlug === 'github-actions'))
    return "the pull request's own run to begin";
  return undefined;
}

/**
 * What the gate says of one model, as one part of the comment; undefined for a change that means nothing for it. `again`: what came to nothing is
 * asked once more. `approvals`: people who approved this head.
 */
export function modelReport(
  { plan, trial }: ModelChange,
  standing: Standing | undefined,
  waitsFor: string | undefined,
  environment: string,
  { again = false, approvals = [] }: { readonly again?: boolean; readonly approvals?: readonly Approval[] } = {},
): ModelReport | undefined {
  const report = (verdict: VerdictNode): ModelReport => ({ verdict, environment, changes: [] });
  const said = (outcome: VerdictNode['outcome'], sentence: string) =>
    report({ kind: 'all', title: plan.model, outcome, sentence, children: [] });
  switch (plan.action) {
    case 'invalid':
      return said('fail', plan.faults.map(({ message }) => message).join('; '));
    case 'remove':
      return said('pass', 'The model is removed; its versions stay.');
    case 'keep':
      if (plan.because === 'sameDefinition') return undefined;
      return said(
        'pass',
        `It was released as ${plan.version}: merged, that package comes back as a new version, and nothing is trained.`,
      );
    case 'train': {
      const changes = plan.reasons.flatMap((reason) => reason.changes.map(({ file, text }) => `${file}: ${text}`));
      const asked = again ? ({ kind: 'never' } as const) : standing;
      return { ...judged(plan.model, trial, asked, waitsFor, approvals), environment, changes };
    }
  }
}

type Judged = Pick<ModelReport, 'verdict' | 'evidence' | 'introduced' | 'proposed'>;

function judged(
  model: string,
  trial: Trial | undefined,
  standing: Standing | undefined,
  waitsFor: string | undefined,
  approvals: readonly Approval[],
): Judged {
  if (trial === undefined || standing === undefined) return { verdict: waitingForEvidence(model) };
  const { gates, project, champion, introduced, proposed } = trial;
  switch (standing.kind) {
    case 'never':
      return {
        verdict: waitingForEvidence(model, waitsFor ?? evaluation),
        introduced,
      };
    case 'open':
      return {
        verdict: waitingForEvidence(model, standing.unbegun === undefined ? evaluation : unbegunText(standing.unbegun)),
        introduced,
      };
    case 'refused':
      return { verdict: waitingForEvidence(model, `new labelled rows: ${standing.reason}`), introduced };
    case 'failed':
      return { verdict: waitingForEvidence(model, waitsFor ?? `evidence: ${standing.reason}`), introduced };
    case 'answered': {
      const { evidence } = standing;
      const options = {
        approvals,
        ...(champion === undefined ? { firstVersion: true } : { champion: champion.package }),
      };
      const under = proposed && { ...evidence, policy: policyDigest(proposed, project) };
      return {
        verdict: judge(evidence, gates, project, options),
        evidence,
        introduced,
        ...(proposed && under && { proposed: judge(under, proposed, project, options) }),
      };
    }
  }
}
