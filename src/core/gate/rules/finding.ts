import type { Decision } from '../../comparison/decide.ts';

/** A decision in words. */
export interface Finding {
  readonly decision: Decision;
  /** The outcome in a word or two: "not worse", "wider". */
  readonly word: string;
  /** Follows the quantity's name and a colon, and ends without a full stop. */
  readonly says: string;
}
