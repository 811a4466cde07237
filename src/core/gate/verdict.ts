import type { Line } from '../comparison/decide.ts';
import type { GateRule } from '../definitions/schema/gate-rules.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import type { CountedApproval } from './approvals.ts';
import type { Quantity } from './evidence.ts';

export const outcomes = ['pass', 'fail', 'inconclusive', 'waiting', 'overridden'] as const;
export type Outcome = (typeof outcomes)[number];

/** What one rule saw and decided. `sentence` is what a person would say. */
export interface RuleVerdict {
  readonly kind: 'rule';
  readonly outcome: Outcome;
  /** Short, for tables: "ROC AUC", "score of those who repay, 25 or under against over 25". */
  readonly title: string;
  /** The rule's name in gates.yaml, and the quantity it is about; absent where it is about no number. */
  readonly rule?: GateRule['rule'];
  readonly quantity?: Quantity;
  /** The version that it is held against where that is not the one in production: "anchor 1.4.0". */
  readonly against?: string;
  /** "not worse by 0.03". */
  readonly requirement: string;
  /** The outcome in a word or two, for tables: "not worse", "wider". Absent: the outcome's own name says it. */
  readonly word?: string;
  readonly sentence: string;
  readonly why: string;
  readonly severity: 'deny' | 'warn';
  /** False: the rule needs what is not there (a first version has no champion). It says so, and counts for nothing. */
  readonly applies?: false;
  /** Absent where there is no such version: a first version has no champion. */
  readonly champion?: Estimate;
  readonly challenger?: Estimate;
  /** The number that decides; its interval is the one that decides. */
  readonly effect: Estimate;
  readonly threshold: number;
  /** Where the deciding number must lie, by its bounds: above one line, below one, or both. Absent where no line decides. */
  readonly lines?: readonly Line[];
  /** It must not hold: what passes is that it doesn't for certain. */
  readonly negated?: true;
  /** What `threshold` is called in gates.yaml where it is the floor of a comparison, and not a rule of its own. */
  readonly limitKey?: 'floor';
  /** Of a gap: which way harms the group. Absent where the size of the gap counts, whichever group is ahead. */
  readonly worseIs?: 'higher' | 'lower';
  /** The number alone decides, not its bounds. */
  readonly decides?: 'value';
  /** Further rows of the kind the effect counts that would decide at 80 % power; absent unless inconclusive and knowable. */
  readonly moreRows?: number;
}

/**
 * Rules together. `all`: passes when every deny rule passes; `any`: when one of its rules passes; `none`: its rules say already that they must not
 * hold, so all of them must pass. Nothing at all never passes.
 */
export interface VerdictNode {
  readonly kind: 'all' | 'any' | 'none';
  readonly title: string;
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly children: readonly (VerdictNode | RuleVerdict)[];
  /** Where too few rows may be answered by people: how many, who, and who has. */
  readonly approvals?: {
    readonly count: number;
    readonly from?: readonly string[];
    readonly by: readonly CountedApproval[];
  };
}
