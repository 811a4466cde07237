import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { canonicalJson } from '../digest.ts';
import type { Evidence } from './evidence.ts';
import { judge } from './judge.ts';

/**
 * Evidence of which only the verdict is left, and how many rows gave it: no number, no group, no rule. `inconclusive` is told apart only where
 * nothing is asked of these rows again.
 */
export function sealEvidence(evidence: Evidence, gates: Gates, project: Project): Evidence {
  const { outcome } = judge(evidence, gates, project, { firstVersion: true });
  const undecided = outcome === 'inconclusive' && evidence.tier === 'vault' ? 'inconclusive' : 'fail';
  return sealed(evidence, outcome === 'pass' ? 'pass' : undecided);
}

/** Whether of evidence only the verdict is left. */
export function isSealed(evidence: Evidence): boolean {
  return (
    evidence.verdict !== undefined && canonicalJson(sealed(evidence, evidence.verdict)) === canonicalJson(evidence)
  );
}

function sealed(evidence: Evidence, verdict: NonNullable<Evidence['verdict']>): Evidence {
  const { format, model, level, tier, holdout, challenger, champion, policy, account } = evidence;
  const { rows, alpha, seed, resamples, ledger, run } = evidence;
  return {
    ...{ format, model, level, tier, holdout, challenger, policy, account, rows, alpha, seed, resamples },
    ...(champion && { champion }),
    groups: {},
    measurements: [],
    verdict,
    ...(ledger && { ledger }),
    ...(run && { run }),
  };
}
