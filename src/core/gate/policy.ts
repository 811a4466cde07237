import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { type Digest, digestOfJson } from '../digest.ts';
import { expandedItems } from './rule-tree.ts';

/** Digest of what decides: all of gates.yaml, presets in full, and the statistics and first-version rule of aval.yaml. Both come from the base branch. */
export function policyDigest(gates: Gates, project: Project): Digest {
  const { model, problem, data, evaluate, whenInconclusive } = gates;
  const { statistics, firstVersion } = project;
  return digestOfJson({
    format: 'aval/policy/v1',
    model,
    problem,
    data,
    evaluate,
    gates: expandedItems(gates),
    ...(whenInconclusive && { whenInconclusive }),
    statistics,
    firstVersion,
  });
}
