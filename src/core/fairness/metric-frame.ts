import { confusion } from '../evaluation/binary/confusion.ts';
import { type GroupRates, groupRates } from './group-rates.ts';

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

/** A frame over `groups` (default: those that occur, in code-unit order). A group without rows is NaN throughout. */
export function metricFrame(
  rows: GroupedDecisions,
  groups: readonly string[] = [...new Set(rows.group)].sort(),
  withoutRows?: number,
): MetricFrame {
  const rates = (kept: GroupedDecisions) =>
    groupRates(confusion(kept.label, kept.predicted, kept.weight), kept.label.length, withoutRows);
  const byGroup = groups.map((name) => {
    const kept = keepRows(rows, (i) => rows.group[i] === name);
    return [name, kept.label.length > 0 ? rates(kept) : noRates] as const;
  });
  return { overall: rates(rows), byGroup: new Map(byGroup) };
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

const noRates = groupRates({ tp: Number.NaN, fp: Number.NaN, fn: Number.NaN, tn: Number.NaN }, Number.NaN);
