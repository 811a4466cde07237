import { columnOf } from '../features/spine.ts';
import type { AccountRows, KnownAccount } from './known-accounts.ts';
import { readSketch } from './row-sketch.ts';

/**
 * Whether rows are compared with those of an earlier account: they judge the same model, or hold the same label. A copy of a source's declaration has
 * the same bytes, so its label of the same name is the same. Without sketches labels aren't known: then one source, or its bytes, is enough.
 */
export function isRelated(now: AccountRows, other: KnownAccount): boolean {
  if (other.models.has(now.model)) return true;
  const { spine, sketch } = now;
  if (sketch === undefined || other.sketch === undefined)
    return hasSameBytes(now, other) || other.spines.some(({ source }) => source === spine?.source);
  const [label, earlier] = [sketch.label, other.sketch.label];
  return label === earlier || (hasSameBytes(now, other) && columnOf(label) === columnOf(earlier));
}

/**
 * Whether the very bytes that rows were read from before are read under other names now: another key or time column, another zone. No row is new then,
 * and hashes can't say so. The tier that was used before is at hand in the same bytes; by its names less than half of it isn't found by chance.
 */
export function isRenamed(now: AccountRows, other: KnownAccount): boolean {
  if (!hasSameBytes(now, other) || now.sketch === undefined || other.sketch?.key !== now.sketch.key) return false;
  const own = readSketch(now.sketch);
  const atHand = new Set([...own.tier, ...own.others]);
  const before = readSketch(other.sketch).tier.filter((row) => row <= own.below);
  return before.filter((row) => atHand.has(row)).length <= before.length / 2;
}

function hasSameBytes({ spine }: AccountRows, { spines }: KnownAccount): boolean {
  return spines.some(({ digest }) => digest === spine?.digest);
}
