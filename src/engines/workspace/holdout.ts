import type { Digest } from '../../core/digest.ts';
import { accountDigest } from '../../core/evaluation/account.ts';
import {
  type Comparison,
  type ComparisonPorts,
  compareModels,
  rowsToEvaluate,
} from '../../core/evaluation/compare-models.ts';
import { sketchRows } from '../../core/evaluation/sketch-rows.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import type { JudgingRows } from '../../core/ledger/account.ts';
import type { RowSketch } from '../../core/ledger/row-sketch.ts';
import type { Progress } from '../../core/training/engine.ts';

/** What whoever keeps the ledger says to a use of these rows, of the holdout or the vault. */
export type SpentUse =
  | {
      readonly kind: 'granted';
      /** One-sided level of each bound. */
      readonly alpha: number;
      readonly ledger: NonNullable<Evidence['ledger']>;
      /** Keeps the answer. Absent: whoever asked keeps it. */
      readonly keep?: (evidence: Evidence) => Promise<void>;
    }
  /** Asked before: the answer stands, free. */
  | { readonly kind: 'answered'; readonly evidence: Evidence }
  /** The account is used up. Nothing is spent. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Port: decides on one use of these rows, before any is scored. */
export type Spend = (rows: JudgingRows) => Promise<SpentUse>;

export type HoldoutAnswer =
  | { readonly outcome: 'evaluated'; readonly evidence: Evidence; readonly sketch?: RowSketch }
  | { readonly outcome: 'refused'; readonly account: Digest; readonly reason: string; readonly sketch?: RowSketch };

/**
 * One look at the holdout, or the vault, if the ledger grants it: the same path on a laptop and in the trusted run. Refused, no row is scored. `rowKey`: what rows
 * are hashed under; without it nobody can tell later which rows these were.
 */
export async function evaluateOnHoldout(
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
  spend: Spend,
  rowKey: string | undefined,
): Promise<HoldoutAnswer> {
  const { frame, rows } = await rowsToEvaluate(comparison, ports);
  const account = accountDigest(frame, rows);
  const { column } = comparison.gates.problem.label;
  const sketched = rowKey === undefined ? {} : { sketch: sketchRows(frame, rows, rowKey, column) };
  const use = await spend({ account, ...sketched });
  if (use.kind === 'answered') return { outcome: 'evaluated', evidence: use.evidence };
  if (use.kind === 'refused') return { outcome: 'refused', account, reason: use.reason, ...sketched };
  progress(comparison.tier, 0, 1);
  const evidence = await compareModels({ ...comparison, alpha: use.alpha, ledger: use.ledger }, ports);
  await use.keep?.(evidence);
  progress(comparison.tier, 1, 1, `use ${use.ledger.used} of ${use.ledger.budget}`);
  return { outcome: 'evaluated', evidence, ...sketched };
}
