import type { GroupDefinition } from '../definitions/schema/gates.ts';
import { crossedName } from '../features/crossed-groups.ts';

/** The part of a group that its definition names as the reference; undefined where the largest is. */
export function declaredReference(group: GroupDefinition): string | undefined {
  if (group.reference === undefined) return undefined;
  return 'crossing' in group ? crossedName(group.reference) : String(group.reference);
}
