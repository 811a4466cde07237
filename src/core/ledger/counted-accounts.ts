import type { AccountRows, KnownAccount } from './known-accounts.ts';
import { isRelated, isRenamed } from './related-rows.ts';
import { greatestHash, type ReadSketch, type RowSketch, readSketch } from './row-sketch.ts';

/** An earlier account with the share of the rows at hand that it knew; undefined where that can't be told. */
interface Overlap {
  readonly account: string;
  readonly seen: readonly boolean[] | undefined;
}

/**
 * The earlier accounts whose uses count for the rows at hand: its own, and so many others that of these rows at least `newRows` (a share) were in none
 * that does not count. Rows are compared for one model, or one label (`isRelated`). Where there is no sketch to compare, none under the same key, or the same bytes
 * with rows under other names, the account counts: rows are new only when that was measured. An account that knew more than 1 - `newRows` of the rows always counts.
 */
export function countedAccounts(
  now: AccountRows,
  earlier: readonly KnownAccount[],
  newRows: number,
): ReadonlySet<string> {
  const others = earlier.filter((one) => one.account !== now.account && isRelated(now, one));
  const sample = now.sketch && sampleOf(readSketch(now.sketch), others);
  const overlaps = others.map((one): Overlap => {
    const comparable = sample !== undefined && !isRenamed(now, one);
    return { account: one.account, seen: comparable ? seenBy(sample, one.sketch) : undefined };
  });
  const counted = new Set([now.account]);
  for (const { account, seen } of overlaps) {
    if (seen === undefined || shareOf(seen) > 1 - newRows) counted.add(account);
  }
  for (;;) {
    const left = overlaps.filter(({ account }) => !counted.has(account));
    const union = (sample?.rows ?? []).map((_, row) => left.some(({ seen }) => seen?.[row] === true));
    if (shareOf(union) <= 1 - newRows) return counted;
    const [largest] = left.toSorted((a, b) => shareOf(b.seen ?? []) - shareOf(a.seen ?? []));
    if (largest === undefined) return counted;
    counted.add(largest.account);
  }
}

/** Of so few rows a sample tells whether all or none are new, and where half are that it is neither; of fewer nothing is said. */
const fewestRows = 8;

/** The tier's rows that every sketch under this key would have: those with the smallest hashes. */
interface Sample {
  readonly key: string;
  readonly rows: readonly number[];
}

function sampleOf(now: ReadSketch, others: readonly KnownAccount[]): Sample | undefined {
  const comparable = others.flatMap(({ sketch }) =>
    sketch?.key === now.key ? [Number.parseInt(sketch.below, 16)] : [],
  );
  const below = Math.min(now.below, ...comparable);
  const rows = [...now.tier].filter((row) => row <= below);
  const enough = below === greatestHash ? 1 : fewestRows;
  return rows.length < enough ? undefined : { key: now.key, rows };
}

function seenBy({ key, rows }: Sample, sketch: RowSketch | undefined): readonly boolean[] | undefined {
  if (sketch === undefined || sketch.key !== key) return undefined;
  const { tier, others } = readSketch(sketch);
  const known = new Set([...tier, ...others]);
  return rows.map((row) => known.has(row));
}

function shareOf(seen: readonly boolean[]): number {
  return seen.length === 0 ? 0 : seen.filter(Boolean).length / seen.length;
}
