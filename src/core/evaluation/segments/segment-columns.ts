import { quantile } from '../../comparison/quantile.ts';
import type { Column } from '../../features/frame.ts';
import { binLabels } from '../../features/groups.ts';

/** A row in no part of a column. */
export const noPart = 255;
/** Numbers of no more distinct values are taken value by value. */
const mostValues = 8;
/** Categories beyond the most common ones are in no part. */
const mostLevels = 50;
const longestText = 200;

/** A column cut into a few parts, of which segments are made. */
export interface SegmentColumn {
  readonly name: string;
  /** Part of each row, or `noPart`. */
  readonly codes: Uint8Array;
  /** What each part holds, in words: "over 5 to 10", "car". */
  readonly parts: readonly string[];
}

/**
 * A column's parts with at least `fewest` rows: quarters of the numbers by their quantiles (edges of 4 digits), single values where there are at
 * most 8, levels of a category, and what is missing. Labels and scores are not looked at. Undefined where there are not two parts, and for times.
 */
export function segmentColumn(name: string, column: Column, fewest: number): SegmentColumn | undefined {
  if (column.type === 'time') return undefined;
  const { codes, parts } = column.type === 'number' ? ofNumbers(column.values) : ofLevels(column.codes, column.levels);
  const missing = parts.length;
  const rows = new Uint32Array(missing + 1);
  const own = codes.map((code) => (code === noPart ? missing : code));
  for (const code of own) rows[code] = (rows[code] ?? 0) + 1;
  const said = [...parts, 'missing'];
  const kept = said.map((text, part) => (rows[part] ?? 0) >= fewest && text !== '' && text.length <= longestText);
  if (kept.filter(Boolean).length < 2) return undefined;
  return { name, codes: own.map((code) => (kept[code] ? code : noPart)), parts: said };
}

interface Cut {
  readonly codes: Uint8Array;
  readonly parts: readonly string[];
}

function ofNumbers(values: Float64Array): Cut {
  const known = values.filter(Number.isFinite).sort();
  const distinct = distinctValues(known);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  if (distinct.length <= mostValues) {
    return { codes: Uint8Array.from(values, (value) => codeOf.get(value + 0) ?? noPart), parts: distinct.map(String) };
  }
  const edges = [...new Set([0.25, 0.5, 0.75].map((share) => Number(quantile(known, share).toPrecision(4))))];
  return { codes: binsOf(values, edges), parts: binLabels(edges) };
}

function binsOf(values: Float64Array, edges: readonly number[]): Uint8Array {
  const codes = new Uint8Array(values.length).fill(noPart);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    let bin = 0;
    while (bin < edges.length && value > (edges[bin] ?? 0)) bin += 1;
    codes[row] = bin;
  }
  return codes;
}

/** At most one more than are taken value by value. */
function distinctValues(sorted: Float64Array): number[] {
  const found: number[] = [];
  for (const value of sorted) {
    if (found.length > mostValues) break;
    if (found.at(-1) !== value + 0) found.push(value + 0); // + 0 turns -0 into 0
  }
  return found;
}

function ofLevels(codes: Int32Array, levels: readonly string[]): Cut {
  const rows = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  const common = [...levels.keys()].sort((a, b) => (rows[b] ?? 0) - (rows[a] ?? 0) || a - b).slice(0, mostLevels);
  const place = new Map(common.map((code, part) => [code, part]));
  return {
    codes: Uint8Array.from(codes, (code) => place.get(code) ?? noPart),
    parts: common.map((code) => levels[code] ?? ''),
  };
}
