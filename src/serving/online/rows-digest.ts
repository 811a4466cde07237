import { digestOfJson } from '../../core/digest.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import { entityPart, viewPart } from '../../core/plan/definition-parts.ts';

/** Equal for joins that are answered from the same rows: it holds what decides on the rows of a view, and how they are read. */
export function rowsDigest({ view, features, keys, resolved }: OnlineJoin): string {
  const { entities, sources, gates } = resolved;
  const entity = entities.get(view.entity);
  const label = view.source === gates.data.spine ? gates.problem.label.column : null;
  return digestOfJson({
    view: { name: view.name, ...viewPart(view, new Set(features)) },
    features,
    keys,
    entity: entity === undefined ? null : entityPart(entity),
    source: sources.get(view.source) ?? null,
    label,
  });
}
