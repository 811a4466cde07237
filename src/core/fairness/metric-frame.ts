import { categoryColumn } from '../features/category.ts';
import { countCells, type GroupCells } from './group-cells.ts';
import { cellNames, type GroupRates, groupRates } from './group-rates.ts';

/** Rates over all rows and of each group: fairlearn's MetricFrame for 0/1 decisions. */
export interface MetricFrame {
  readonly overall: GroupRates;
  readonly byGroup: ReadonlyMap<string, GroupRates>;
}

/** Rows to group: 0/1 labels and decisions, the group of each row, and its weight where rows weigh differently. */
export interface GroupedDecisions {
  readonly label: Float64Array;
  readonly predicted: Float64Array;
  readonly group: readonly string[];
  readonly weight?: Float64Array;
}

/** A frame over the groups that occur and those named, in code-unit order. A group without rows is NaN throughout. */
export function metricFrame(rows: GroupedDecisions, groups: readonly string[] = [], withoutRows?: number): MetricFrame {
  const { label, predicted, weight } = rows;
  const group = categoryColumn(rows.group, groups);
  return frameOf(countCells({ label, predicted, group, ...(weight && { weight }) }), label.length, withoutRows);
}

/** The frame of counted cells; `n` rows in all, with those of no group. */
function frameOf({ groups, rows, cells }: Omit<GroupCells, 'width'>, n: number, withoutRows?: number): MetricFrame {
  const all = new Float64Array(4);
  for (const [place, count] of cells.entries()) all[place % 4] = (all[place % 4] ?? 0) + count;
  const byGroup = groups.map((name, place) => {
    const [own, count] = [cells.subarray(4 * place, 4 * place + 4), rows[place] ?? 0];
    return [name, count > 0 ? groupRates(confusionOf(own), count, withoutRows) : noRates] as const;
  });
  return { overall: groupRates(confusionOf(all), n, withoutRows), byGroup: new Map(byGroup) };
}

/** Each group's share of everything selected: Aequitas' predicted prevalence over the whole. */
export function selectedShares({ overall, byGroup }: MetricFrame): ReadonlyMap<string, number> {
  return new Map([...byGroup].map(([name, { selected }]) => [name, selected / overall.selected]));
}

/** The rows for which `keep` holds. */
export function keepRows(rows: GroupedDecisions, keep: (row: number) => boolean): GroupedDecisions {
  const take = (column: Float64Array) => column.filter((_, i) => keep(i));
  return {
    label: take(rows.label),
    predicted: take(rows.predicted),
    group: rows.group.filter((_, i) => keep(i)),
    ...(rows.weight === undefined ? {} : { weight: take(rows.weight) }),
  };
}

/** The group of each row by several features, parts joined by `|`, and every combination of their values, present or not. */
export function crossFeatures(features: readonly (readonly string[])[]) {
  const join = (parts: readonly string[]) => parts.join('|');
  const rows = features[0]?.map((_, i) => join(features.map((feature) => feature[i] ?? ''))) ?? [];
  const combinations = features.reduce<string[][]>(
    (all, feature) => all.flatMap((parts) => [...new Set(feature)].sort().map((value) => [...parts, value])),
    [[]],
  );
  return { rows, groups: combinations.map(join) };
}

function confusionOf(cells: Float64Array) {
  const [tp = 0, fp = 0, fn = 0, tn = 0] = cells;
  return { tp, fp, fn, tn };
}

const noRates = groupRates(confusionOf(new Float64Array(cellNames.length).fill(Number.NaN)), Number.NaN);
