import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { type Digest, digestOfJson } from '../digest.ts';
import { expandedItems } from './rule-tree.ts';

/**
 * Digest of what decides: all of gates.yaml, presets in full, and of aval.yaml the statistics, the first-version rule and the rules of environments,
 * which say what must be measured. Both files come from the base branch.
 */
export function policyDigest(gates: Gates, project: Project): Digest {
  const { model, problem, data, evaluate, whenInconclusive } = gates;
  const { statistics, firstVersion, environments } = project;
  const required = environments.flatMap(({ name, require }) =>
    require.gates === undefined ? [] : [{ name, gates: expandedItems(require.gates, gates) }],
  );
  return digestOfJson({
    format: 'aval/policy/v1',
    model,
    problem,
    data,
    evaluate,
    gates: expandedItems(gates.gates, gates),
    ...(whenInconclusive && { whenInconclusive }),
    statistics,
    firstVersion,
    ...(required.length > 0 && { environments: required }),
  });
}
