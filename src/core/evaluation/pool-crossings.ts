import type { GroupDefinition } from '../definitions/schema/gates.ts';
import { categoryColumn } from '../features/category.ts';
import type { CategoryColumn } from '../features/frame.ts';
import type { GroupSizes } from '../gate/rule-quantities.ts';

/** The part of a crossing that holds its rare combinations. */
export const pooledPart = 'all other combinations';

export interface PooledGroups {
  readonly columns: ReadonlyMap<string, CategoryColumn>;
  /** For each crossing with rare combinations, their names. */
  readonly pooled: ReadonlyMap<string, readonly string[]>;
}

/**
 * Crossings with every combination of fewer than `minimumGroup` rows in one part; `kept`, by crossing, is never pooled. Combinations that have no
 * row here are among the pooled: which of the rare ones occur is nobody's business.
 */
export function poolCrossings(
  definitions: readonly GroupDefinition[],
  columns: ReadonlyMap<string, CategoryColumn>,
  kept: ReadonlyMap<string, string>,
  minimumGroup: number,
): PooledGroups {
  const [pooledColumns, pooled] = [new Map(columns), new Map<string, readonly string[]>()];
  for (const group of definitions) {
    const column = columns.get(group.name);
    if (column === undefined || !('crossing' in group)) continue;
    const rare = rareLevels(column, minimumGroup).filter((level) => level !== kept.get(group.name));
    if (rare.length === 0) continue;
    pooled.set(group.name, rare);
    pooledColumns.set(group.name, withoutLevels(column, new Set(rare)));
  }
  return { columns: pooledColumns, pooled };
}

/** Sizes that name what was pooled; a pooled part that is too small even so is pruned: nothing is asked about it. */
export function namePooled(
  sizes: GroupSizes,
  pooled: ReadonlyMap<string, readonly string[]>,
  minimumGroup: number,
): GroupSizes {
  const named = Object.entries(sizes).map(([group, parts]) => [
    group,
    parts.map((part) => {
      const names = part.value === pooledPart ? pooled.get(group) : undefined;
      if (names === undefined) return part;
      return { ...part, pooled: [...names], ...(part.n < minimumGroup && { pruned: true as const }) };
    }),
  ]);
  return Object.fromEntries(named);
}

function rareLevels({ codes, levels }: CategoryColumn, least: number): string[] {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return levels.filter((_, code) => (counts[code] ?? 0) < least);
}

function withoutLevels({ codes, levels }: CategoryColumn, rare: ReadonlySet<string>): CategoryColumn {
  const names = Array.from(codes, (code) => {
    const level = levels[code];
    return level === undefined ? null : rare.has(level) ? pooledPart : level;
  });
  const kept = levels.filter((level) => !rare.has(level));
  return categoryColumn(names, [...kept, pooledPart]);
}
