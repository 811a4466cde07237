import type { Fault } from '../../src/core/errors.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import type { PutQuestion } from '../../src/core/ledger/ask.ts';
import { gateCheck } from '../../src/core/onboarding/rulesets.ts';
import { commentMarker, renderComment } from '../../src/core/report/comment.ts';
import type { CommentInput, ModelReport } from '../../src/core/report/comment-input.ts';
import { formatFault } from '../../src/core/report/fault.ts';
import { faultList } from '../../src/core/report/fault-list.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import type { Check } from '../../src/github/check-runs.ts';
import { putQuestion } from '../holdout/given.ts';
import { annotationsOf } from './annotations.ts';
import type { Change } from './change.ts';
import { gateOf, modelChecks } from './checks.ts';
import { answerTo, askingComment, type CommandAnswer, isObeyed } from './command-answers.ts';
import { environmentReport, standingPreview } from './environment-report.ts';
import type { Observed } from './observe.ts';
import { planVault } from './plan-vault.ts';
import type { PolicyChange } from './policy-changes.ts';
import { reportLink } from './report-link.ts';
import { blocker, evaluation, modelReport } from './verdicts.ts';

/** What should be true of a pull request. Applying it twice changes nothing the second time. */
export interface PullPlan {
  /** Questions to be put to the holdout: each spends. */
  readonly reserve: readonly PutQuestion[];
  /** The comment that asks for them, where one does. */
  readonly asking?: number;
  readonly checks: readonly Check[];
  /** Undefined: nothing worth a comment. */
  readonly comment: string | undefined;
  readonly answers: readonly CommandAnswer[];
  /** True: an evaluation may begin, and waits for others in this repository, or for the run that makes its package, to end. */
  readonly crowded: boolean;
}

export interface PlanFacts {
  readonly appId: number;
  /** The repository's page, where people read it. */
  readonly page: string;
  /** Evidence that releases name, by its digest. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** Seconds since 1970: for how long a version has run. */
  readonly now: number;
  /** How many more evaluations may begin in this repository now. */
  readonly room: number;
}

/** Decides everything about a pull request from what was observed. Pure. */
export function planPull(observed: Observed, facts: PlanFacts): PullPlan {
  const { change } = observed;
  switch (change.kind) {
    case 'unmanaged':
      return { reserve: [], checks: [], comment: undefined, answers: [], crowded: false };
    case 'conflict': {
      const summary = 'No evidence: this pull request has a merge conflict. Resolve it, and it is looked at again.';
      return red('action_required', 'no evidence: merge conflict', summary);
    }
    case 'unreadable':
      return red('failure', 'the definitions or the policy cannot be read', faultList(change.faults), change.faults);
    case 'planned':
      return planned(observed, change, facts);
  }
}

type Planned = Extract<Change, { kind: 'planned' }>;

function planned(observed: Observed, change: Planned, facts: PlanFacts): PullPlan {
  const { pull, standings, commands } = observed;
  const answers = commands.map((command) => answerTo(command, pull.head));
  const asking = askingComment(answers);
  const asked = asking !== undefined;
  const waitsFor = blocker(observed, asked, facts.appId);
  // A promotion may have no run of its own: our workflow runs where models change.
  const promotionWaits = blocker({ ...observed, hasWorkflow: false }, asked, facts.appId);
  const reserve: PutQuestion[] = [];
  const reports: ModelReport[] = [];
  let crowded = false;
  const environment = change.project.environments.at(-1)?.name ?? '';
  for (const one of change.models) {
    const standing = standings.get(one.plan.model);
    const again =
      asked && (standing?.kind === 'failed' || standing?.kind === 'refused') && !isObeyed(standing.use, asking);
    const given = observed.given.get(one.plan.model);
    const question = one.trial && putQuestion(one.trial.question, given);
    const missing = given?.kind === 'missing' ? given : undefined;
    const mayBegin = waitsFor === undefined && (standing?.kind === 'never' || again);
    const begins = mayBegin && missing === undefined;
    const held = begins && reserve.length >= facts.room;
    if (begins && !held && question !== undefined) reserve.push(question);
    crowded ||= held || (mayBegin && missing?.run === 'running');
    const retry = `/aval evaluate ${pull.head.slice(0, 12)}`;
    const failed =
      standing?.kind === 'failed' ? `evidence: ${standing.reason} To spend another use: ${retry}` : undefined;
    const begun = held ? 'its evaluation on the holdout, which begins when others have ended' : evaluation;
    const report = modelReport(one, standing, begins ? begun : (failed ?? waitsFor ?? missing?.reason), environment, {
      again,
      approvals: observed.approvals,
    });
    if (report !== undefined) reports.push(report);
  }
  for (const one of change.environments) {
    const report = environmentReport(one, change, observed.approvals, facts);
    const room = facts.room - reserve.length;
    const vault = planVault(report, one.vault, observed.vaults.get(one.model), {
      project: change.project,
      ...(change.proposed && { proposed: change.proposed }),
      head: pull.head,
      ...(asked && { asking }),
      room,
      ...(promotionWaits !== undefined && { waitsFor: promotionWaits }),
    });
    if (vault.ask !== undefined) reserve.push(vault.ask);
    crowded ||= vault.held;
    reports.push(vault.report);
  }
  const faults = change.models.flatMap(({ plan }) => (plan.action === 'invalid' ? plan.faults : []));
  if (change.policy.faults.length > 0) {
    reports.push({ verdict: unreadablePolicy(change.policy), environment, changes: [] });
    faults.push(...change.policy.faults);
  }
  const comment =
    reports.length === 0
      ? undefined
      : renderComment({
          models: reports,
          commits: { base: pull.base, head: pull.head },
          server: facts.page,
          links: linksOf(observed, change, facts),
        });
  // What was asked for and cannot begin yet is not answered yet: an answered command is never read again.
  const done = answers.filter(({ command, accepted }) => !crowded || !accepted || command.command.kind !== 'evaluate');
  const previews = change.standing.flatMap((one) => standingPreview(one, change, facts.evidence) ?? []);
  const gate = { ...gateOf(reports, comment, change.policy, previews), annotations: annotationsOf(faults) };
  return {
    reserve,
    ...(asked && { asking }),
    checks: [gate, ...modelChecks(reports)],
    comment,
    answers: done,
    crowded,
  };
}

function linksOf({ checks }: Observed, { models }: Planned, { page }: PlanFacts): NonNullable<CommentInput['links']> {
  const report = reportLink(
    checks,
    models.map(({ plan }) => plan.model),
    page,
  );
  return { ...(report !== undefined && { report }) };
}

/** A policy that can't be read would leave nothing to judge the next change by. */
function unreadablePolicy({ faults }: PolicyChange): VerdictNode {
  const sentence = faults.map((fault) => formatFault(fault)).join('; ');
  return { kind: 'all', title: 'policy', outcome: 'fail', sentence: plainText(sentence, 1000), children: [] };
}

function red(
  conclusion: 'failure' | 'action_required',
  title: string,
  summary: string,
  faults: readonly Fault[] = [],
): PullPlan {
  const check: Check = { name: gateCheck, conclusion, title, summary, annotations: annotationsOf(faults) };
  return {
    reserve: [],
    checks: [check],
    comment: `${commentMarker}\n\n### ${conclusion === 'failure' ? '❌' : '⏳'} aval: ${title}\n\n${summary}\n`,
    answers: [],
    crowded: false,
  };
}
