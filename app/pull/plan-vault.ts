import type { Project } from '../../src/core/definitions/schema/project.ts';
import { mayBeReleased } from '../../src/core/gate/approvals.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { judge } from '../../src/core/gate/judge.ts';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import type { PutQuestion } from '../../src/core/ledger/ask.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import { unbegunText } from '../holdout/unbegun-text.ts';
import { isObeyed } from './command-answers.ts';
import type { Standing } from './observe.ts';
import type { VaultTrial } from './vault-trial.ts';
import { evaluation } from './verdicts.ts';

/** Said from the first look to the answer: other checks of the pull request go first. */
const vaultEvaluation = 'its evaluation on the vault';

export interface VaultFacts {
  readonly project: Project;
  /** The policy that the change brings. */
  readonly proposed?: Project;
  readonly head: string;
  /** The comment by which someone who may said `/aval evaluate`. */
  readonly asking?: number;
  /** How many more evaluations may begin. */
  readonly room: number;
  /** Why no evaluation may begin on this pull request. */
  readonly waitsFor?: string;
}

export interface VaultPlan {
  readonly report: ModelReport;
  /** To be put to the vault: it spends it. */
  readonly ask?: PutQuestion;
  /** True: it may be asked, and others go first. */
  readonly held: boolean;
}

/** What a promotion's report becomes where the vault is asked, too. A vault is spent once: it is asked last, when nothing else is in the way. */
export function planVault(
  report: ModelReport,
  trial: VaultTrial | undefined,
  found: Standing | undefined,
  facts: VaultFacts,
): VaultPlan {
  const standing = found ?? { kind: 'never' };
  if (trial === undefined || !mayBeReleased(report.verdict)) return { report, held: false };
  const { asking } = facts;
  const again = asking !== undefined && mayAskAgain(standing, trial) && !isObeyedBy(standing, asking);
  const begins = facts.waitsFor === undefined && (standing.kind === 'never' || again);
  const held = begins && facts.room <= 0;
  const shown = again ? ({ kind: 'never' } as const) : standing;
  const waits = held ? 'its evaluation on the vault, which begins when others have ended' : undefined;
  const by = (verdict: VerdictNode, project: Project) => {
    if (shown.kind !== 'answered') return waitingFor(verdict, waits ?? waitedFor(shown, facts));
    const next = mayAskAgain(shown, trial)
      ? ` Other rows are pinned by now: ${askAgain(facts)} asks the next vault.`
      : '';
    return withAnswer(verdict, judgeVault(shown.evidence, trial, project), next);
  };
  const { proposed } = report;
  const would = proposed && facts.proposed && mayBeReleased(proposed) ? by(proposed, facts.proposed) : proposed;
  return {
    report: { ...report, verdict: by(report.verdict, facts.project), ...(would && { proposed: would }) },
    held,
    ...(begins && !held && { ask: trial.question }),
  };
}

/** What the vault says of a released version beside what runs now: as `aval promote --vault` on a laptop. */
export function judgeVault(evidence: Evidence, { gates, champion }: VaultTrial, project: Project): VerdictNode {
  return judge(evidence, gates, project, champion === undefined ? { firstVersion: true } : { champion });
}

/** Whether a person may have the vault asked once more: what came to nothing, and what did not pass once other rows are pinned. */
function mayAskAgain(standing: Standing, { question }: VaultTrial): boolean {
  switch (standing.kind) {
    case 'failed':
    case 'refused':
      return true;
    case 'answered':
      return standing.evidence.verdict !== 'pass' && standing.use.reserved.rows !== question.rows;
    case 'never':
    case 'open':
      return false;
  }
}

const isObeyedBy = (standing: Standing, comment: number): boolean =>
  standing.kind !== 'never' && isObeyed(standing.use, comment);

function waitingFor(verdict: VerdictNode, what: string): VerdictNode {
  return { ...verdict, outcome: 'waiting', sentence: `Waiting for ${what}.` };
}

function withAnswer(verdict: VerdictNode, said: VerdictNode, next: string): VerdictNode {
  const sentence = `The vault: ${said.sentence}${next}`;
  const children = [...verdict.children, ...said.children];
  if (said.outcome !== 'pass') return { ...verdict, outcome: said.outcome, sentence, children };
  return { ...verdict, sentence: `${verdict.sentence} ${sentence}`, children };
}

const askAgain = ({ head }: VaultFacts): string => `/aval evaluate ${head.slice(0, 12)}`;

function waitedFor(standing: Exclude<Standing, { kind: 'answered' }>, facts: VaultFacts): string {
  const { waitsFor } = facts;
  switch (standing.kind) {
    case 'never':
      return waitsFor === undefined || waitsFor === evaluation ? vaultEvaluation : waitsFor;
    case 'open':
      return standing.unbegun === undefined ? vaultEvaluation : unbegunText(standing.unbegun);
    case 'refused':
      return `new labelled rows: ${standing.reason}. Once such are pinned: ${askAgain(facts)}`;
    case 'failed':
      return `evidence: ${standing.reason} To ask the same vault again: ${askAgain(facts)}`;
  }
}
