import { takeNumbers } from '../comparison/part-sample.ts';
import { type AssociationOutcome, associationOf } from './association/association.ts';
import { contingencyTable } from './association/contingency-table.ts';
import type { ComparedColumns } from './compared-columns.ts';
import { type Correlations, correlationsOf } from './correlation/correlations.ts';
import { sampledRows } from './sampled-rows.ts';

/** All pairs together read so many rows at most. */
const mostPairedRows = 5_000_000;

interface Pair {
  readonly first: string;
  readonly second: string;
}
export type NumberPair = Pair & Correlations;
export type CategoryPair = Pair & AssociationOutcome;

/** Every two columns of a kind, the strongest first, those that say nothing last. */
export interface Pairs {
  readonly numbers: readonly NumberPair[];
  readonly categories: readonly CategoryPair[];
  /** Rows looked at: fewer than all, drawn at random, where there are many rows and pairs. */
  readonly rows: number;
}

/** Compares numbers with numbers and categories with categories over `rows` rows. Intervals have the two-sided level 1 - 2 alpha. */
export function pairsOf(compared: ComparedColumns, rows: number, alpha: number): Pairs {
  const count = pairCount(compared.numbers.length) + pairCount(compared.categories.length);
  const index = sampledRows(rows, Math.floor(mostPairedRows / Math.max(1, count)));
  const taken = index.length === rows ? compared : atRows(compared, index);
  const numbers = twos(taken.numbers).map(([a, b]) => ({
    first: a.name,
    second: b.name,
    ...correlationsOf(a.column.values, b.column.values, alpha),
  }));
  const categories = twos(taken.categories).map(([a, b]) => ({
    first: a.name,
    second: b.name,
    ...associationOf(contingencyTable(a.column, b.column)),
  }));
  return {
    numbers: numbers.sort((a, b) => correlationStrength(b) - correlationStrength(a)),
    categories: categories.sort((a, b) => associationStrength(b) - associationStrength(a)),
    rows: index.length,
  };
}

function atRows({ numbers, categories, leftOut }: ComparedColumns, index: Uint32Array): ComparedColumns {
  return {
    leftOut,
    numbers: numbers.map(({ name, column }) => {
      return { name, column: { ...column, values: takeNumbers(column.values, index) } };
    }),
    categories: categories.map(({ name, column }) => {
      return { name, column: { ...column, codes: Int32Array.from(index, (row) => column.codes[row] ?? -1) } };
    }),
  };
}

/** The greater of Pearson's and Spearman's, without sign; below all others where undefined. */
function correlationStrength({ pearson, spearman }: Correlations): number {
  return Math.max(...[pearson, spearman].map((one) => ('value' in one ? Math.abs(one.value) : -1)));
}

function associationStrength(outcome: AssociationOutcome): number {
  return 'undefined' in outcome ? -1 : outcome.correctedV;
}

const pairCount = (columns: number): number => (columns * (columns - 1)) / 2;

function twos<C>(columns: readonly C[]): readonly (readonly [C, C])[] {
  return columns.flatMap((one, i) => columns.slice(i + 1).map((other) => [one, other] as const));
}
