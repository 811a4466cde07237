import { AvalError } from '../../core/errors.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { judge } from '../../core/gate/judge.ts';
import type { VerdictNode } from '../../core/gate/verdict.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import type { EvaluationSettings } from './evaluate-model.ts';
import type { ConfirmUse } from './local-ledger.ts';
import { evaluateOnOwnHoldout } from './own-holdout.ts';
import { policyOf, prepareComparison } from './prepare-comparison.ts';
import { releasedModel } from './released-model.ts';
import { packageOf } from './train.ts';
import type { Workspace } from './workspace.ts';

export interface VaultSettings extends Omit<EvaluationSettings, 'asked' | 'also'> {
  readonly confirm: ConfirmUse;
}

/** What the vault said: the verdict, and evidence that holds nothing else. */
export interface VaultJudgement {
  readonly evidence: Evidence;
  readonly verdict: VerdictNode;
}

/**
 * Judges a released version beside what production runs, on the vault's rows as the data are pinned now: once for a vault. The answer is in the
 * ledger of this machine from then on. Throws `usage` where gates.yaml sets no vault aside, `evidence` when it is retired.
 */
export async function judgeOnVault(
  workspace: Workspace,
  release: ReleasedVersion,
  { frames, progress, signal, log, confirm }: VaultSettings,
): Promise<VaultJudgement> {
  const { model } = release;
  const { gates, project } = policyOf(workspace, model);
  if (gates.data.vault === undefined) {
    throw new AvalError('usage', {
      rule: 'vault.none',
      message: `models/${model}/gates.yaml sets no vault aside`,
      hint: 'Add `data.vault`, for example {last: 30d} or {share: 0.1}: rows that nothing else reads.',
    });
  }
  const { comparison, ports } = await prepareComparison(workspace, model, {
    tier: 'vault',
    level: 'claimed',
    holdout: 'readable',
    challenger: await releasedModel(workspace, release),
    train: (one) => packageOf(workspace, one, frames, progress, signal, log),
    frames,
    signal,
    log,
  });
  const evidence = await evaluateOnOwnHoldout(workspace, comparison, ports, progress, confirm);
  const { champion } = comparison;
  const standing = champion === undefined ? { firstVersion: true } : { champion: champion.package.digest };
  return { evidence, verdict: judge(evidence, gates, project, standing) };
}
