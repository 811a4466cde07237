import type { CategoryColumn, Column, NumberColumn } from '../features/frame.ts';
import { levelCounts } from './level-counts.ts';

/** More columns of a kind have no pairs: each has one with every other. */
const mostColumns = 100;
/** With more levels nearly every row has one of its own, and anything follows from it. */
const mostLevels = 100;

/** A column, and why its values are not shown where they are not. */
export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
  readonly withheld?: 'personal' | 'key';
}

export interface LeftOut {
  readonly column: string;
  readonly because: string;
}

interface Named<C> {
  readonly name: string;
  readonly column: C;
}

/** Columns that are compared with others of their kind, and those that are not. */
export interface ComparedColumns {
  readonly numbers: readonly Named<NumberColumn>[];
  readonly categories: readonly Named<CategoryColumn>[];
  readonly leftOut: readonly LeftOut[];
}

export function comparedColumns(all: readonly NamedColumn[]): ComparedColumns {
  const numbers: Named<NumberColumn>[] = [];
  const categories: Named<CategoryColumn>[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, column, withheld } of all) {
    const because = withheld === undefined ? refusal(column) : withheldBecause[withheld];
    const full = (kind: readonly unknown[]) => kind.length >= mostColumns;
    if (because !== undefined) leftOut.push({ column: name, because });
    else if (column.type === 'time') leftOut.push({ column: name, because: 'a time' });
    else if (full(column.type === 'number' ? numbers : categories)) {
      leftOut.push({ column: name, because: `${mostColumns} columns of its kind are compared already` });
    } else if (column.type === 'number') numbers.push({ name, column });
    else categories.push({ name, column });
  }
  return { numbers, categories, leftOut };
}

const withheldBecause = { personal: 'personal', key: 'a key' } as const;

function refusal(column: Column): string | undefined {
  if (column.type !== 'category') return undefined;
  const levels = levelCounts(column).length;
  return levels > mostLevels ? `${levels} levels, at most ${mostLevels} are compared` : undefined;
}
