import type { DataProfile } from '../profiling/data-profile.ts';
import type { ColumnDescription } from '../profiling/describe-column.ts';
import type { Fences } from '../profiling/outliers.ts';
import { countText, numberText } from './number-text.ts';
import { plainText } from './plain-text.ts';
import type { TextTable } from './text-table.ts';

type ProfiledColumns = DataProfile['columns'];

const longestLevel = 40;

/** What each column holds. */
export function columnsTable(columns: ProfiledColumns): TextTable {
  return {
    head: ['', 'type', 'missing', 'distinct', 'most common', '5 %', '25 %', 'median', '75 %', '95 %'],
    align: ['l', 'l', 'r', 'r', 'l', 'r', 'r', 'r', 'r', 'r'],
    rows: columns.map(({ name, holds }) => [
      name,
      holds.type === 'withheld' ? holds.of : holds.type,
      missingText(holds),
      countText(holds.distinct),
      commonText(holds),
      ...quantileCells(holds),
    ]),
  };
}

/** `12 (2.4 %)`. */
function missingText(holds: ColumnDescription): string {
  const { missing, rows } = holds;
  const counted = missing === 0 ? '0' : `${countText(missing)} (${shareText(missing / rows)})`;
  const infinite = holds.type === 'number' && holds.infinite > 0 ? `, ${countText(holds.infinite)} infinite` : '';
  return counted + infinite;
}

function commonText(holds: ColumnDescription): string {
  switch (holds.type) {
    case 'withheld':
      return holds.because === 'key' ? 'a key: counts only' : 'personal: counts only';
    case 'time':
      return holds.earliest === undefined ? '–' : `from ${holds.earliest} to ${holds.latest}`;
    case 'number':
      return holds.mostCommon ? `${valueText(holds.mostCommon.value)}, ${shareText(holds.mostCommon.share)}` : '–';
    case 'category':
      return holds.mostCommon ? `${levelText(holds.mostCommon.value)}, ${shareText(holds.mostCommon.share)}` : '–';
  }
}

function quantileCells(holds: ColumnDescription): string[] {
  if (holds.type !== 'number' || holds.quantiles === undefined) return [];
  return holds.quantiles.slice(1, -1).map(valueText); // the least and the greatest are single rows
}

/** Rows beyond fences; only of columns that have some. */
export function outliersTable(columns: ProfiledColumns): TextTable {
  const found = columns.flatMap(({ name, holds }) => {
    if (holds.type !== 'number') return [];
    const all = [holds.outliers.iqr, holds.outliers.mad, holds.outliers.z];
    return all.some((fences) => 'rows' in fences && fences.rows > 0) ? [[name, ...all.map(fencesText)]] : [];
  });
  return { head: ['', '1.5 IQR', 'modified z > 3.5', '|z| > 3'], align: ['l', 'l', 'l', 'l'], rows: found };
}

/** `38 (−12.5 … 40)`: rows beyond, and between what. */
function fencesText(fences: Fences): string {
  if ('undefined' in fences) return `undefined: ${fences.undefined}`;
  return `${countText(fences.rows)} (${valueText(fences.low)} … ${valueText(fences.high)})`;
}

/** Five digits, with a true minus sign. */
function valueText(value: number): string {
  const digits = String(Math.abs(Number(value.toPrecision(5))));
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** A level between quotation marks: an empty one is seen. */
export function levelText(level: string): string {
  return `"${plainText(level, longestLevel)}"`;
}

/** Two digits; never 100 % of what is less. */
export function shareText(share: number): string {
  const percent = 100 * share;
  if (percent > 99 && percent < 100) return `${numberText(Math.min(99.9, percent), 1)} %`;
  return `${Number(percent.toPrecision(2))} %`;
}
