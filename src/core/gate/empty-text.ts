import type { MetricRule, SlicedRule } from '../definitions/schema/gate-rules.ts';
import type { Evidence } from './evidence.ts';
import { type GroupSizes, sliceOf } from './rule-quantities.ts';

interface EmptyText {
  readonly word: string;
  readonly says: string;
  readonly reason: string;
}

/** Why a rule finds nothing to ask about: no two parts to contrast, no row of its slice, or too few for a part of their own. */
export function emptyText(rule: MetricRule, groups: Evidence['groups']): EmptyText {
  const slice = sliceOf(rule);
  if (slice !== undefined) return pooledText(slice, groups[slice.group] ?? []) ?? emptySlice(slice, groups);
  const says = `nothing to contrast; the group "${rule.contrast}" has fewer than two values here`;
  return { word: 'nothing to contrast', says, reason: 'fewer than two groups' };
}

type Slice = NonNullable<SlicedRule['slice']>;

/** Rare combinations of a crossing have no number of their own, and which of them occur is not told. */
function pooledText({ group, part }: Slice, parts: GroupSizes[string]): EmptyText | undefined {
  const pool = parts.find(({ value, pooled, pruned }) =>
    part === value || part === undefined ? pruned : pooled?.includes(part),
  );
  if (pool === undefined) return undefined;
  const named = part ?? pool.value;
  const even = pool.pruned ? ', which has too few, too' : '';
  const where = named === pool.value ? '' : `; it is pooled into "${pool.value}"${even}`;
  const says = `the part "${named}" of ${group} has too few rows${where}`;
  return { word: 'too few rows', says, reason: 'too few rows' };
}

function emptySlice({ group, part }: Slice, groups: Evidence['groups']): EmptyText {
  const parts = (groups[group] ?? []).map(({ value }) => `"${value}"`).join(', ');
  const asked = part === undefined ? 'any part' : `a part "${part}"`;
  const says = `no row here is of ${asked} of ${group}${parts === '' ? '' : `, which has ${parts}`}`;
  return { word: 'no such rows', says, reason: 'no row of this slice' };
}
