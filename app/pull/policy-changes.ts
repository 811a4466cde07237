import { placeOf } from '../../src/core/definitions/place.ts';
import type { Fault } from '../../src/core/errors.ts';
import { changedPaths } from '../../src/core/plan/reached-models.ts';
import type { TreeSide } from '../../src/core/plan/tree-side.ts';

/** What a change does to the policy. It judges from the next change on, so it must be one that can be read. */
export interface PolicyChange {
  /** aval.yaml and gates.yaml of models, as far as they change. */
  readonly files: readonly string[];
  readonly faults: readonly Fault[];
}

/** Files of the policy that differ, and what is wrong with those that would land. */
export async function policyChanges(before: TreeSide, after: TreeSide): Promise<PolicyChange> {
  const kinds = new Set(['Project', 'Gates']);
  const files = [...changedPaths(before, after)].filter((path) => kinds.has(placeOf(path)?.kind ?? '')).sort();
  const faults: Fault[] = [];
  if (!after.entries.has('aval.yaml')) {
    faults.push({ rule: 'file.project', message: 'it removes aval.yaml, and nothing could be judged any more' });
  }
  for (const file of (await after.parse(files)).values()) faults.push(...file.faults);
  return { files, faults };
}
