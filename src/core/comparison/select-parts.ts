import type { Metric } from '../evaluation/metric.ts';
import { sortOrder } from '../evaluation/sort-order.ts';
import type { CategoryColumn } from '../features/frame.ts';
import type { Quantity } from '../gate/evidence.ts';
import type { ScoredRows } from './scored-rows.ts';

/**
 * The rows that a quantity is about: one part, or the group and its reference for a contrast. Each part is ordered by
 * label and scores, so that neither sums nor resamples depend on the order in which rows came.
 */
export function selectParts(rows: ScoredRows, quantity: Quantity, metric: Metric): Uint32Array[] {
  const { group } = quantity;
  const order = canonicalOrder(rows);
  const values = group === undefined ? [undefined] : [group.value, group.reference].filter((v) => v !== undefined);
  return values.map((value) => {
    const inGroup = value === undefined ? () => true : isLevel(rows.groups.get(group?.name ?? ''), value);
    const inLabel = quantity.among === undefined ? () => true : isLevel(rows.labelText, quantity.among);
    return order.filter((row) => {
      const label = rows.label[row] ?? Number.NaN;
      return Number.isFinite(label) && (metric.among ?? label) === label && inLabel(row) && inGroup(row);
    });
  });
}

function isLevel(column: CategoryColumn | undefined, level: string): (row: number) => boolean {
  const code = column?.levels.indexOf(level) ?? -1;
  return (row) => code >= 0 && column?.codes[row] === code;
}

function canonicalOrder(rows: ScoredRows): Uint32Array {
  const keys = [rows.label, rows.challenger, rows.champion ?? rows.baseline];
  return (
    keys.reduceRight<Uint32Array | undefined>((order, key) => sortOrder(key, order), undefined) ?? new Uint32Array()
  );
}
