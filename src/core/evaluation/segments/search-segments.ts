import type { Badness, Cell } from './badness.ts';
import { noPart, type SegmentColumn } from './segment-columns.ts';

/** One part of a column. */
export interface Condition {
  readonly column: SegmentColumn;
  readonly part: number;
}

/** Rows that meet one condition, or two of different columns. */
export type Segment = readonly [Condition] | readonly [Condition, Condition];

export interface SearchResult {
  /** Segments with enough rows, of any badness. */
  readonly searched: number;
  /** The worst of them, worst first, with no two about mostly the same rows. */
  readonly candidates: readonly Segment[];
}

export interface SearchLimits {
  /** Rows that a segment must have, and that must be outside of it. */
  readonly fewest: number;
  readonly candidates: number;
}

/** Pairs are made of the columns that hold the worst single segments. */
const pairedColumns = 20;
/** Standard errors by which a segment must stand out, and a pair from either of its columns' parts, to be looked at again. */
const standsOut = 2;
/** Segments that are looked at again for what they share. */
const mostCompared = 200;
/** Two segments that share more than this of all their rows are one finding. */
const mostOverlap = 0.5;

interface Scored {
  readonly segment: Segment;
  readonly rows: number;
  /** Standard errors above all rows. */
  readonly excess: number;
}

/** Every part of every column, then every pair of parts: what is worse than the rows as a whole. Nothing is proved here: the same rows were searched. */
export function searchSegments(
  columns: readonly SegmentColumn[],
  badness: Badness,
  rows: number,
  limits: SearchLimits,
): SearchResult {
  const [all] = badness.cells(new Uint16Array(rows), 1);
  if (all === undefined || !Number.isFinite(all.value)) return { searched: 0, candidates: [] };
  const enough = (cell: Cell) =>
    cell.rows >= limits.fewest && rows - cell.rows >= limits.fewest && Number.isFinite(cell.value);
  const excess = (cell: Cell) => errorsAbove(cell, all.value);
  const singles = columns.map((column) => {
    const count = column.parts.length;
    const cellOf = new Uint16Array(column.codes).map((code) => (code === noPart ? count : code));
    const cells = badness.cells(cellOf, count);
    const worst = Math.max(...cells.filter(enough).map(excess), Number.NEGATIVE_INFINITY);
    return { column, cells, worst };
  });
  const found: Scored[] = singles.flatMap(({ column, cells }) =>
    cells.flatMap((cell, part) =>
      enough(cell) ? [{ segment: [{ column, part }] as const, rows: cell.rows, excess: excess(cell) }] : [],
    ),
  );
  const paired = singles.toSorted((a, b) => compare(b.worst, a.worst)).slice(0, pairedColumns);
  const combined = new Uint16Array(rows);
  for (const [i, a] of paired.entries()) {
    for (const b of paired.slice(i + 1)) {
      const width = b.column.parts.length;
      const count = combineCodes(a.column, b.column, combined);
      for (const [at, cell] of badness.cells(combined, count).entries()) {
        if (!enough(cell)) continue;
        const [partA, partB] = [Math.floor(at / width), at % width];
        const parents = [a.cells[partA], b.cells[partB]];
        const own = parents.every((parent) => parent && errorsAbove(cell, parent.value) >= standsOut);
        const segment = [
          { column: a.column, part: partA },
          { column: b.column, part: partB },
        ] as const;
        found.push({ segment, rows: cell.rows, excess: own ? excess(cell) : Number.NEGATIVE_INFINITY });
      }
    }
  }
  return { searched: found.length, candidates: worstApart(found, limits.candidates) };
}

/** Standard errors that a cell's badness is above another. */
function errorsAbove({ value, error }: Cell, other: number): number {
  return value === other ? 0 : (value - other) / error;
}

/** Numbers the pairs of parts of two columns; returns how many there are, which also stands for rows in none. */
function combineCodes(a: SegmentColumn, b: SegmentColumn, into: Uint16Array): number {
  const width = b.parts.length;
  const count = a.parts.length * width;
  for (let row = 0; row < into.length; row += 1) {
    const [partA, partB] = [a.codes[row] ?? noPart, b.codes[row] ?? noPart];
    into[row] = partA === noPart || partB === noPart ? count : partA * width + partB;
  }
  return count;
}

function worstApart(found: readonly Scored[], most: number): readonly Segment[] {
  const chosen: { readonly segment: Segment; readonly rows: number }[] = [];
  const worst = found.filter(({ excess }) => excess >= standsOut).sort((a, b) => compare(b.excess, a.excess));
  for (const { segment, rows } of worst.slice(0, mostCompared)) {
    if (chosen.length === most) break;
    if (chosen.every((other) => overlap(segment, rows, other.segment, other.rows) <= mostOverlap))
      chosen.push({ segment, rows });
  }
  return chosen.map(({ segment }) => segment);
}

/** Shared rows over rows of either. */
function overlap(a: Segment, rowsOfA: number, b: Segment, rowsOfB: number): number {
  const both = countRows([...a, ...b]);
  return both / (rowsOfA + rowsOfB - both);
}

function countRows(conditions: readonly Condition[]): number {
  let rows = 0;
  const length = conditions[0]?.column.codes.length ?? 0;
  for (let row = 0; row < length; row += 1) rows += meets(conditions, row) ? 1 : 0;
  return rows;
}

/** Whether a row is in a segment. */
export function meets(conditions: readonly Condition[], row: number): boolean {
  for (const { column, part } of conditions) if (column.codes[row] !== part) return false;
  return true;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
