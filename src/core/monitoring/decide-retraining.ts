import type { MetricName } from '../definitions/schema/metric-names.ts';
import type { Model } from '../definitions/schema/model.ts';
import { isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import { timeMicros } from '../features/time-text.ts';
import { type EstimatedLoss, estimatedLosses, lossIn } from './estimated-loss.ts';
import { refutedMetrics } from './estimated-performance/back-test.ts';
import type { MonitoringEvidence } from './monitoring-evidence.ts';
import { type MovedColumn, movedColumns } from './moved-columns.ts';
import { type MovedTogether, movedTogether } from './moved-together.ts';

type DeclaredRule = NonNullable<NonNullable<Model['monitor']>['retrain']>;

/** `after` windows that ask for it among the newest `of`. */
export interface RetrainRule {
  readonly after: number;
  readonly of: number;
  /** A window asks by how well it does; absent: by having drifted. */
  readonly when?: DeclaredRule['when'];
  /** Ends of windows whose alarm was answered already, as in their evidence; they say nothing any more. */
  readonly snoozed: readonly string[];
}

export interface RetrainingDecision {
  readonly decision: 'retrain' | 'wait' | 'steady';
  readonly because: string;
  /** The metric that is worse than at training, where this is what windows are asked. */
  readonly metric?: MetricName;
  /** The newest windows, oldest first, that decided. */
  readonly windows: readonly MonitoringEvidence[];
  /** Those of them that ask for a retraining. */
  readonly asking: readonly MonitoringEvidence[];
  readonly moved: readonly MovedColumn[];
  /** Where all columns together alarmed. */
  readonly together?: MovedTogether;
  readonly losses: readonly EstimatedLoss[];
}

/** Reads `2 of 3`, as the schema of a model accepts it. */
export function parseRetrainRule({ after, when }: DeclaredRule, snoozed: readonly string[] = []): RetrainRule {
  const [k = 1, n = 1] = after.split(' of ').map(Number);
  return { after: k, of: n, snoozed, ...(when && { when }) };
}

/**
 * `retrain` when enough of the newest windows ask for it: they drifted, or are worse than at training where the rule says `when`. `steady` when none
 * does, no alarm among them was snoozed, and those still undecided could not change that; else `wait`. Evidence is of one package, in any order; a window that is there twice counts once.
 */
export function decideRetraining(evidence: readonly MonitoringEvidence[], rule: RetrainRule): RetrainingDecision {
  const all = inOrder(evidence);
  const newest = all.slice(-rule.of);
  const windows = newest.filter(({ window }) => !rule.snoozed.includes(window.until));
  const refuted = refutedMetrics(all);
  const answers = windows.map((window) => answerOf(window, rule, refuted));
  const asking = windows.filter((_, i) => answers[i] === 'asks');
  const together = movedTogether(all, asking);
  const counts = {
    asking: asking.length,
    undecided: answers.filter((answer) => answer === 'undecided').length + rule.of - newest.length,
    snoozed: newest.length - windows.length,
  };
  return {
    decision: decisionOf(counts, rule),
    because: becauseOf(counts, rule),
    ...(rule.when && { metric: rule.when.estimated }),
    windows,
    asking,
    moved: movedColumns(all, asking),
    ...(together && { together }),
    losses: estimatedLosses(asking, refuted),
  };
}

/** Whether a window asks for a retraining. By a metric: the whole interval of its loss is beyond what is allowed; `undecided` where there is none. */
function answerOf(
  window: MonitoringEvidence,
  { when }: RetrainRule,
  refuted: ReadonlySet<MetricName>,
): 'asks' | 'asks not' | 'undecided' {
  if (when === undefined) {
    if (window.outcome === 'waiting') return 'undecided';
    return window.outcome === 'drift' ? 'asks' : 'asks not';
  }
  const loss = lossIn([window], when.estimated, refuted)?.loss;
  if (loss === undefined || !isDefined(loss)) return 'undecided';
  return loss.low > when.worseBy ? 'asks' : 'asks not';
}

/** Of the newest `of` windows. */
interface Counts {
  readonly asking: number;
  readonly undecided: number;
  readonly snoozed: number;
}

function decisionOf({ asking, undecided, snoozed }: Counts, { after }: RetrainRule): RetrainingDecision['decision'] {
  if (asking >= after) return 'retrain';
  return asking === 0 && snoozed === 0 && undecided < after ? 'steady' : 'wait';
}

function becauseOf({ asking, undecided, snoozed }: Counts, rule: RetrainRule): string {
  const others = [
    ...(undecided > 0 ? [`${undecided} can't tell yet`] : []),
    ...(snoozed > 0 ? [`${snoozed} snoozed`] : []),
  ];
  const found = [`${asking} of the newest ${rule.of} windows ${deedOf(rule)}`, ...others].join(', ');
  return `${found}; ${rule.after} of ${rule.of} are needed`;
}

function deedOf({ when }: RetrainRule): string {
  if (when === undefined) return 'drifted';
  const { title } = metrics[when.estimated];
  return when.worseBy > 0 ? `are worse in ${title} by more than ${when.worseBy}` : `are worse in ${title}`;
}

function inOrder(evidence: readonly MonitoringEvidence[]): readonly MonitoringEvidence[] {
  const byEnd = new Map(evidence.map((one) => [timeMicros(one.window.until), one]));
  return [...byEnd].sort(([a], [b]) => a - b).map(([, one]) => one);
}
