import { type Environment, type EvidenceLevel, evidenceLevels } from '../definitions/schema/project.ts';

/**
 * What an environment asks for before it runs a released version, as sentences: evidence weaker than it wants, approvals, soak. The gate on
 * a promotion pull request judges it; on a laptop there is nobody to approve, so it is only said.
 */
export function unmetRequirements(
  { require: { evidence, approvals, soak } }: Environment,
  level: EvidenceLevel | undefined,
): readonly string[] {
  const unmet: string[] = [];
  if (level === undefined || evidenceLevels.indexOf(level) < evidenceLevels.indexOf(evidence)) {
    unmet.push(`evidence that is ${evidence}; this version's is ${level ?? 'missing'}`);
  }
  if (approvals !== undefined) {
    const from = approvals.from === undefined ? '' : ` from ${approvals.from.join(', ')}`;
    unmet.push(`${approvals.count} ${approvals.count === 1 ? 'approval' : 'approvals'}${from}`);
  }
  if (soak !== undefined) unmet.push(`${soak.for} in ${soak.in} before`);
  return unmet;
}
