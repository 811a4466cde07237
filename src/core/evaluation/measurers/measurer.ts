import type { Evidence } from '../../gate/evidence.ts';
import type { Evaluation } from '../evaluation.ts';
import type { MeasuredRows } from '../measured-rows.ts';

/** The rows of an opened tier, and what was asked of them. */
export interface OpenedTier extends MeasuredRows {
  readonly evaluation: Evaluation;
}

/** What one question adds to the evidence: fields of its own, or none where it has nothing to say of this tier. */
export type Measurer = (tier: OpenedTier) => Partial<Evidence>;
