import type { Frame } from '../../features/frame.ts';
import { compareRows } from './compare-rows.ts';
import type { EffectMethod } from './judge-effect.ts';
import { encodeRows, type RowEncoding } from './row-encoding.ts';
import { tellingColumns } from './tell-apart.ts';

/** Columns that are named. */
const most = 3;
/** Of more columns none is named: each costs a comparison. */
const mostColumns = 50;

/** The columns without which the effect is smallest, or by which trees split most often; at most three. Densities of fewer columns have another unit. */
export async function mostOfIt(
  rule: EffectMethod,
  { columns }: RowEncoding,
  reference: Frame,
  current: Frame,
): Promise<readonly string[]> {
  if (rule.method === 'domain_classifier') return (await tellingColumns(reference, current)).slice(0, most);
  if (rule.method === 'lsdd' || columns.length < 2 || columns.length > mostColumns) return [];
  const effectOf = (kept: RowEncoding['columns']): number => {
    const compared = compareRows(
      rule,
      encodeRows({ columns: kept }, reference),
      encodeRows({ columns: kept }, current),
    );
    return 'effect' in compared ? compared.effect : Number.NaN;
  };
  const whole = effectOf(columns);
  return columns
    .map((column) => ({ name: column.name, lost: whole - effectOf(columns.filter((one) => one !== column)) }))
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, most)
    .map(({ name }) => name);
}
