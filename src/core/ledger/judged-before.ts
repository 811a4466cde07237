import type { AccountRows, KnownAccount } from './known-accounts.ts';
import { isRelated, isRenamed } from './related-rows.ts';
import { readSketch } from './row-sketch.ts';

/**
 * The share of a tier's rows that were in a tier that judged before, for the same model or label: 1 where the very same rows did. `unknown` where
 * there is nothing to compare them by.
 */
export function shareJudgedBefore(now: AccountRows, earlier: readonly KnownAccount[]): number | 'unknown' {
  const related = earlier.filter((one) => one.account === now.account || isRelated(now, one));
  if (related.some(({ account }) => account === now.account)) return 1;
  if (related.length === 0) return 0;
  const own = now.sketch && readSketch(now.sketch);
  const sketches = related.flatMap(({ sketch }) => (sketch === undefined ? [] : [readSketch(sketch)]));
  if (own === undefined || sketches.length < related.length || sketches.some(({ key }) => key !== own.key))
    return 'unknown';
  if (related.some((one) => isRenamed(now, one))) return 'unknown';
  const below = Math.min(own.below, ...sketches.map((one) => one.below));
  const rows = [...own.tier].filter((row) => row <= below);
  if (rows.length === 0) return 'unknown';
  const judged = new Set(sketches.flatMap(({ tier }) => [...tier]));
  return rows.filter((row) => judged.has(row)).length / rows.length;
}
