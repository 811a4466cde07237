import type { Table } from './contingency-table.ts';

/** What two columns of levels tell of each other. */
export interface Association {
  /** Rows that have both. */
  readonly n: number;
  /** Cramér's V: 0 to 1, 1 where the column with fewer levels follows from the other. */
  readonly cramersV: number;
  /** The same less what chance gives it, which is much where levels are many and rows few (Bergsma 2013). */
  readonly correctedV: number;
  /** In nats. */
  readonly mutualInformation: number;
  /** Theil's U: share of the uncertainty of the first column that the second takes away, and of the second that the first does. */
  readonly firstGivenSecond: number;
  readonly secondGivenFirst: number;
}

export type AssociationOutcome = Association | { readonly undefined: string; readonly n: number };

/** Undefined where a column has one level among the rows that have both. */
export function associationOf(table: Table): AssociationOutcome {
  const down = table.sums('first').filter((count) => count > 0);
  const across = table.sums('second').filter((count) => count > 0);
  const n = down.reduce((sum, count) => sum + count, 0);
  if (n === 0) return { undefined: 'no row has both', n };
  if (down.length === 1 || across.length === 1) return { undefined: 'one of them is constant', n };
  const mutualInformation = informationOf(table, n);
  return {
    n,
    ...cramersV(chiSquareShare(table, n), down.length, across.length, n),
    mutualInformation,
    firstGivenSecond: mutualInformation / entropy(down, n),
    secondGivenFirst: mutualInformation / entropy(across, n),
  };
}

/** Chi-square of independence over n: the sum of p(a, b)² / (p(a) p(b)) less 1. */
function chiSquareShare(table: Table, n: number): number {
  let sum = 0;
  table.each((count, first, second) => {
    const expected = (first * second) / n;
    sum += (count - expected) ** 2 / expected;
  });
  return sum / n;
}

function informationOf(table: Table, n: number): number {
  let sum = 0;
  table.each((count, first, second) => {
    if (count > 0) sum += (count / n) * Math.log((count * n) / (first * second));
  });
  return Math.max(0, sum); // rounding may leave less than nothing
}

function cramersV(share: number, r: number, c: number, n: number): Pick<Association, 'cramersV' | 'correctedV'> {
  const degrees = (r - 1) * (c - 1);
  const corrected = Math.max(0, share - degrees / (n - 1));
  const [rows, columns] = [r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)];
  const least = Math.min(rows, columns) - 1;
  return {
    cramersV: Math.min(1, Math.sqrt(share / (Math.min(r, c) - 1))),
    correctedV: least > 0 ? Math.min(1, Math.sqrt(corrected / least)) : 0,
  };
}

/** In nats. */
function entropy(counts: Float64Array, n: number): number {
  return counts.reduce((sum, count) => sum - (count / n) * Math.log(count / n), 0);
}
