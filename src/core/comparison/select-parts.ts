import type { Metric } from '../evaluation/metric.ts';
import { sortOrder } from '../evaluation/sort-order.ts';
import type { CategoryColumn } from '../features/frame.ts';
import type { Quantity } from '../gate/evidence.ts';
import { scoreWidth } from './part-sample.ts';
import type { ScoredRows } from './scored-rows.ts';

/**
 * The rows that a quantity is about: one part, or the group and its reference for a contrast. Each part is ordered by
 * label and scores, so that neither sums nor resamples depend on the order in which rows came.
 */
export function selectParts(rows: ScoredRows, quantity: Quantity, metric: Metric): Uint32Array[] {
  const { group } = quantity;
  const order = canonicalOrder(rows);
  const own = quantity.class === undefined ? undefined : rows.classes?.indexOf(quantity.class);
  const values = group === undefined ? [undefined] : [group.value, group.reference].filter((v) => v !== undefined);
  return values.map((value) => {
    const inGroup = value === undefined ? () => true : isLevel(rows.groups.get(group?.name ?? ''), value);
    const inStratum =
      group?.within === undefined ? () => true : isLevel(rows.groups.get(group.within.name), group.within.value);
    const inLabel = quantity.among === undefined ? () => true : isLevel(rows.labelText, quantity.among);
    return order.filter((row) => {
      const label = rows.label[row] ?? Number.NaN;
      if (!Number.isFinite(label) || !inLabel(row) || !inGroup(row) || !inStratum(row)) return false;
      const side = own === undefined ? label : Number(label === own); // one class against the rest is a binary question
      return (metric.among ?? side) === side;
    });
  });
}

function isLevel(column: CategoryColumn | undefined, level: string): (row: number) => boolean {
  const code = column?.levels.indexOf(level) ?? -1;
  return (row) => code >= 0 && column?.codes[row] === code;
}

const orders = new WeakMap<ScoredRows, Uint32Array>();

/** Rows by everything that a number is made of: rows that tie are alike to any number. Found once for the same rows. */
export function canonicalOrder(rows: ScoredRows): Uint32Array {
  const known = orders.get(rows);
  if (known !== undefined) return known;
  const width = scoreWidth(rows);
  const byClass = (scores: Float64Array) =>
    width === 1
      ? [scores]
      : Array.from({ length: width }, (_, k) => rows.label.map((_, row) => scores[row * width + k] ?? 0));
  const categories = [rows.cluster, rows.query].flatMap((column) => (column ? [Float64Array.from(column.codes)] : []));
  const keys = [
    rows.label,
    ...byClass(rows.challenger),
    ...byClass(rows.champion ?? rows.baseline),
    ...(rows.anchor ? byClass(rows.anchor) : []),
    ...(rows.weight ? [rows.weight] : []),
    ...Object.values(rows.decided ?? {}).map((decided: Uint8Array) => Float64Array.from(decided)),
    ...categories,
  ];
  const order =
    keys.reduceRight<Uint32Array | undefined>((sorted, key) => sortOrder(key, sorted), undefined) ?? new Uint32Array();
  orders.set(rows, order);
  return order;
}
