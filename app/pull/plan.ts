import type { Fault } from '../../src/core/errors.ts';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import type { Question } from '../../src/core/ledger/ask.ts';
import { gateCheck } from '../../src/core/onboarding/rulesets.ts';
import { commentMarker, renderComment } from '../../src/core/report/comment.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import { escapeMarkdown } from '../../src/core/report/escape.ts';
import { formatFault } from '../../src/core/report/fault.ts';
import { headline } from '../../src/core/report/outcome-text.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import type { Check } from '../../src/github/check-runs.ts';
import { annotationsOf } from './annotations.ts';
import type { Change } from './change.ts';
import { environmentVerdict, type PromotionFacts } from './environment-verdict.ts';
import type { Authorised, Observed } from './observe.ts';
import { blocker, modelReport } from './verdicts.ts';

/** What should be true of a pull request. Applying it twice changes nothing the second time. */
export interface PullPlan {
  /** Questions to be put to the holdout: each spends. */
  readonly reserve: readonly Question[];
  readonly checks: readonly Check[];
  /** Undefined: nothing worth a comment. */
  readonly comment: string | undefined;
  readonly answers: readonly CommandAnswer[];
  /** True: an evaluation may begin, and waits for others in this repository to end. */
  readonly crowded: boolean;
}

export interface CommandAnswer {
  readonly command: Authorised;
  readonly accepted: boolean;
  /** Said in a comment, where a thumb down alone would leave someone guessing. */
  readonly reply?: string;
}

export interface PlanFacts {
  readonly appId: number;
  /** Level of the evidence that a release names, by the evidence's digest. */
  readonly levels: ReadonlyMap<string, PromotionFacts['level']>;
  /** Seconds since 1970: for how long a version has run. */
  readonly now: number;
  /** How many more evaluations may begin in this repository now. */
  readonly room: number;
}

/** Checks of single models beyond this many would be noise, and a call each: the table says it. */
const mostModelChecks = 20;

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

function planned(observed: Observed, change: Extract<Change, { kind: 'planned' }>, facts: PlanFacts): PullPlan {
  const { pull, standings, commands } = observed;
  const answers = commands.flatMap((command) => answerTo(command, pull.head));
  const asked = answers.some(({ command, accepted }) => accepted && command.command.kind === 'evaluate');
  const waitsFor = blocker(observed, asked, facts.appId);
  const reserve: Question[] = [];
  const reports: ModelReport[] = [];
  let crowded = false;
  const environment = change.project.environments.at(-1)?.name ?? '';
  for (const one of change.models) {
    const standing = standings.get(one.plan.model);
    const again = asked && (standing?.kind === 'failed' || standing?.kind === 'refused');
    const begins = waitsFor === undefined && (standing?.kind === 'never' || again);
    const held = begins && reserve.length >= facts.room;
    if (begins && !held && one.trial !== undefined) reserve.push(one.trial.question);
    crowded ||= held;
    const retry = `/aval evaluate ${pull.head.slice(0, 12)}`;
    const failed =
      standing?.kind === 'failed' ? `evidence: ${standing.reason} To spend another use: ${retry}` : undefined;
    const begun = `its evaluation on the holdout, which begins${held ? ' when others have ended' : ''}`;
    const report = modelReport(one, standing, begins ? begun : (failed ?? waitsFor), environment, again);
    if (report !== undefined) reports.push(report);
  }
  for (const one of change.environments) {
    const level = facts.levels.get(one.release?.record.evidence ?? '');
    const verdict = environmentVerdict(one, change.project, { approvals: observed.approvals, level, now: facts.now });
    reports.push({ verdict, environment: one.environment, changes: [] });
  }
  const faults = change.models.flatMap(({ plan }) => (plan.action === 'invalid' ? plan.faults : []));
  const comment =
    reports.length === 0
      ? undefined
      : renderComment({ models: reports, commits: { base: pull.base, head: pull.head } });
  // What was asked for and cannot begin yet is not answered yet: an answered command is never read again.
  const done = answers.filter(({ command, accepted }) => !crowded || !accepted || command.command.kind !== 'evaluate');
  return { reserve, checks: checksFor(reports, comment, faults), comment, answers: done, crowded };
}

function checksFor(
  reports: readonly ModelReport[],
  comment: string | undefined,
  faults: readonly Fault[],
): readonly Check[] {
  const verdicts = reports.map(({ verdict }) => verdict);
  const gate: Check = {
    name: gateCheck,
    conclusion: conclusionOf(verdicts),
    title: plainText(gateTitle(verdicts), 255),
    summary:
      comment?.replace(commentMarker, '').trim() ??
      'No model and no environment is changed: there is nothing to judge.',
    annotations: annotationsOf(faults),
  };
  return [gate, ...modelChecks(reports)];
}

/** One check for each model and environment. A model may be called "gate": the required check is never one of these. */
function modelChecks(reports: readonly ModelReport[]): readonly Check[] {
  const taken = new Set([gateCheck]);
  return reports.slice(0, mostModelChecks).flatMap(({ verdict }): Check[] => {
    const name = plainText(`aval / ${verdict.title}`, 200);
    if (taken.has(name.toLowerCase())) return [];
    taken.add(name.toLowerCase());
    const single = headline(verdict);
    const [title, summary] = [plainText(single, 255), escapeMarkdown(single, 1000)];
    return [{ name, conclusion: conclusionOf([verdict]), title, summary }];
  });
}

/** Undecided is never green. What waits for a person is completed, or GitHub would call it stale after two weeks. */
function conclusionOf(verdicts: readonly VerdictNode[]): Check['conclusion'] {
  const outcomes = new Set(verdicts.map(({ outcome }) => outcome));
  if (outcomes.has('fail') || outcomes.has('inconclusive')) return 'failure';
  const waiting = verdicts.filter(({ outcome }) => outcome === 'waiting');
  if (waiting.some(({ sentence }) => !underWay.test(sentence))) return 'action_required';
  return waiting.length > 0 ? 'waiting' : 'success';
}

const underWay = /^Waiting for (?:its evaluation|the pull request's own run)/;

function gateTitle(verdicts: readonly VerdictNode[]): string {
  const order = ['fail', 'inconclusive', 'waiting', 'overridden', 'pass'] as const;
  const [first] = order.flatMap((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome));
  return first === undefined ? 'nothing to judge' : headline(first);
}

/** Promotions by command are opened when they are applied; here it is only told whether they may be. */
function answerTo(command: Authorised, head: string): CommandAnswer[] {
  const { command: asked, allowed, by } = command;
  if (asked.kind === 'unknown') {
    const reply = `Commands: \`/aval evaluate SHA\` and \`/aval promote ENVIRONMENT SHA\`, where SHA is the head that you looked at, such as \`${head.slice(0, 12)}\`.`;
    return [{ command, accepted: false, reply }];
  }
  if (!allowed)
    return [
      {
        command,
        accepted: false,
        reply: `${escapeMarkdown(by)} may not write to this repository, so that was not done.`,
      },
    ];
  if (asked.kind === 'evaluate' && !head.startsWith(asked.sha)) {
    return [
      {
        command,
        accepted: false,
        reply: `The head moved on to \`${head.slice(0, 12)}\`. Look at it, and name it in the command.`,
      },
    ];
  }
  if (asked.kind === 'promote')
    return [
      {
        command,
        accepted: false,
        reply: 'Merge first: what is promoted is a version, and a version is made of what landed.',
      },
    ];
  return [{ command, accepted: true }];
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

/** A comment has a limit, and a pull request may hold any number of faults. */
const mostFaultBytes = 50_000;

function faultList(faults: readonly Fault[]): string {
  const lines: string[] = [];
  let bytes = 0;
  for (const fault of faults) {
    const line = `- ${escapeMarkdown(formatFault(fault), 1000)}`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > mostFaultBytes) break;
    lines.push(line);
  }
  const left = faults.length - lines.length;
  return [...lines, ...(left > 0 ? [`- And ${left} more.`] : [])].join('\n');
}
