import { timeMicros } from '../features/time-text.ts';
import { type EstimatedLoss, estimatedLosses } from './estimated-loss.ts';
import type { MonitoringEvidence } from './monitoring-evidence.ts';
import { type MovedColumn, movedColumns } from './moved-columns.ts';

/** `after` drifted windows among the newest `of`. */
export interface RetrainRule {
  readonly after: number;
  readonly of: number;
  /** Ends of windows whose alarm was answered already, as in their evidence; they say nothing any more. */
  readonly snoozed: readonly string[];
}

export interface RetrainingDecision {
  readonly decision: 'retrain' | 'wait' | 'steady';
  readonly because: string;
  /** The newest windows, oldest first, that decided. */
  readonly windows: readonly MonitoringEvidence[];
  readonly moved: readonly MovedColumn[];
  readonly losses: readonly EstimatedLoss[];
}

/** Reads `2 of 3`, as the schema of a model accepts it. */
export function parseRetrainRule(after: string, snoozed: readonly string[] = []): RetrainRule {
  const [k = 1, n = 1] = after.split(' of ').map(Number);
  return { after: k, of: n, snoozed };
}

/**
 * `retrain` when enough of the newest windows drifted; `steady` when none did, no alarm among them was snoozed, and those still undecided could not
 * change that; else `wait`. Evidence is of one package, in any order; a window that is there twice counts once.
 */
export function decideRetraining(evidence: readonly MonitoringEvidence[], rule: RetrainRule): RetrainingDecision {
  const all = inOrder(evidence);
  const newest = all.slice(-rule.of);
  const windows = newest.filter(({ window }) => !rule.snoozed.includes(window.until));
  const drifted = windows.filter(({ outcome }) => outcome === 'drift');
  const counts = {
    drifted: drifted.length,
    undecided: windows.filter(({ outcome }) => outcome === 'waiting').length + rule.of - newest.length,
    snoozed: newest.length - windows.length,
  };
  return {
    decision: decisionOf(counts, rule),
    because: becauseOf(counts, rule),
    windows,
    moved: movedColumns(all, drifted),
    losses: estimatedLosses(drifted),
  };
}

/** Of the newest `of` windows. */
interface Counts {
  readonly drifted: number;
  readonly undecided: number;
  readonly snoozed: number;
}

function decisionOf({ drifted, undecided, snoozed }: Counts, { after }: RetrainRule): RetrainingDecision['decision'] {
  if (drifted >= after) return 'retrain';
  return drifted === 0 && snoozed === 0 && undecided < after ? 'steady' : 'wait';
}

function becauseOf({ drifted, undecided, snoozed }: Counts, rule: RetrainRule): string {
  const others = [
    ...(undecided > 0 ? [`${undecided} can't tell yet`] : []),
    ...(snoozed > 0 ? [`${snoozed} snoozed`] : []),
  ];
  const found = [`${drifted} of the newest ${rule.of} windows drifted`, ...others].join(', ');
  return `${found}; ${rule.after} of ${rule.of} are needed`;
}

function inOrder(evidence: readonly MonitoringEvidence[]): readonly MonitoringEvidence[] {
  const byEnd = new Map(evidence.map((one) => [timeMicros(one.window.until), one]));
  return [...byEnd].sort(([a], [b]) => a - b).map(([, one]) => one);
}
