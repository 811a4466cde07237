import type { Digest } from '../../core/digest.ts';
import { accountDigest } from '../../core/evaluation/account.ts';
import {
  type Comparison,
  type ComparisonPorts,
  compareModels,
  rowsToEvaluate,
} from '../../core/evaluation/compare-models.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import type { Progress } from '../../core/training/engine.ts';

/** What whoever keeps the ledger says to a use of these rows. */
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

/** Port: decides on one use of the holdout's account, before any row is scored. */
export type Spend = (account: Digest) => Promise<SpentUse>;

export type HoldoutAnswer =
  | { readonly outcome: 'evaluated'; readonly evidence: Evidence }
  | { readonly outcome: 'refused'; readonly account: Digest; readonly reason: string };

/** One look at the holdout, if the ledger grants it: the same path on a laptop and in the trusted run. Refused, no row is scored. */
export async function evaluateOnHoldout(
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
  spend: Spend,
): Promise<HoldoutAnswer> {
  const { frame, rows } = await rowsToEvaluate(comparison, ports);
  const account = accountDigest(frame, rows);
  const use = await spend(account);
  if (use.kind === 'answered') return { outcome: 'evaluated', evidence: use.evidence };
  if (use.kind === 'refused') return { outcome: 'refused', account, reason: use.reason };
  progress('holdout', 0, 1);
  const evidence = await compareModels({ ...comparison, alpha: use.alpha, ledger: use.ledger }, ports);
  await use.keep?.(evidence);
  progress('holdout', 1, 1, `use ${use.ledger.used} of ${use.ledger.budget}`);
  return { outcome: 'evaluated', evidence };
}
