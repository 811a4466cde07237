import { clustersOf, fewestClusters } from '../../comparison/clusters.ts';
import type { MeasureSettings, ScoredRows } from '../../comparison/scored-rows.ts';
import { canonicalOrder } from '../../comparison/select-parts.ts';
import type { MetricName } from '../../definitions/schema/gates.ts';
import type { Column } from '../../features/frame.ts';
import { compareSegment, type SegmentComparison } from './compare-segment.ts';
import { badnessOf, countedRows, type SegmentMetric, segmentMetric } from './metric-badness.ts';
import { type Condition, meets, type Segment, searchSegments } from './search-segments.ts';
import { noPart, type SegmentColumn, segmentColumn } from './segment-columns.ts';
import type { FoundSegment, Segments } from './segments-evidence.ts';
import { type Halves, splitRows } from './split-rows.ts';

/** Least share of the rows of a half. */
const leastShare = 0.05;
/** Segments that are tested: few, so that the correction for many leaves something to see. */
const tested = 10;
const shown = 5;

export interface SegmentSearch {
  readonly scored: ScoredRows;
  /** Row keys, aligned with the scored rows. */
  readonly keys: readonly string[];
  /** What segments are made of: declared groups and features that may be named; aligned with the scored rows. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly metrics: readonly MetricName[];
  readonly settings: MeasureSettings;
}

/**
 * Segments that the challenger answers worse than all other rows: parts of a column, or of two, with at least 5 % of the rows and `minimumGroup`
 * of them in each half. The search sees one half of the rows and picks up to 10; only the other half says how much worse they are, each
 * bound at alpha over the segments tested (Bonferroni), so that at most alpha of all runs name one that is no worse. A pair must also be worse than
 * what else each of its two parts holds. Only such are returned, the
 * largest lower bound first. Undefined for tasks that have no number per row, and where a row has none. The order of rows does not matter.
 */
export function findSegments({ scored, keys, columns, metrics, settings }: SegmentSearch): Segments | undefined {
  const metric = segmentMetric(metrics, scored.task);
  if (metric === undefined) return undefined;
  const counted = canonicalOrder(scored).filter(countedRows(metric, scored));
  const halves = splitRows(counted, keys, scored.cluster);
  const smaller = Math.min(halves.search.length, halves.confirm.length);
  const fewest = Math.max(Math.ceil(leastShare * smaller), settings.minimumGroup);
  const cut = [...columns].flatMap(([name, column]) => segmentColumn(name, column, 2 * fewest) ?? []);
  const badness = badnessOf(metric, scored, halves.search, settings);
  if (badness === undefined) return undefined;
  const limits = { fewest, candidates: tested };
  const found = searchSegments(onRows(cut, halves.search), badness, halves.search.length, limits);
  const alpha = settings.alpha / Math.max(1, found.candidates.length);
  return {
    metric: metric.name,
    rows: { searched: halves.search.length, confirming: halves.confirm.length },
    fewest,
    searched: found.searched,
    tested: found.candidates.length,
    alpha,
    found: confirmed(found.candidates, cut, { scored, halves, metric, settings, fewest, alpha }),
  };
}

interface Confirmation {
  readonly scored: ScoredRows;
  readonly halves: Halves;
  readonly metric: SegmentMetric;
  readonly settings: MeasureSettings;
  readonly fewest: number;
  readonly alpha: number;
}

function confirmed(candidates: readonly Segment[], cut: readonly SegmentColumn[], of: Confirmation): FoundSegment[] {
  const { scored, halves, metric, settings, fewest, alpha } = of;
  const rows = halves.confirm;
  const badness = badnessOf(metric, scored, rows, settings);
  const clusters = clustersOf(scored.cluster, [rows]);
  if (badness === undefined || (clusters && clusters.count < fewestClusters)) return [];
  const columns = new Map(onRows(cut, rows).map((column) => [column.name, column]));
  const places = Uint32Array.from(rows.keys());
  const compared = candidates.flatMap((candidate) => {
    const conditions = candidate.map(({ column, part }) => ({ column: columns.get(column.name) ?? column, part }));
    const inside = places.filter((place) => meets(conditions, place));
    const outside = places.filter((place) => !meets(conditions, place));
    if (Math.min(inside.length, outside.length) < fewest) return [];
    const worseThan = (others: Uint32Array) => compareSegment(badness, inside, others, alpha, clusters?.of);
    const comparison = worseThan(outside);
    if (comparison === undefined || comparison.low <= 0) return [];
    // A part of a weak segment is no finding of its own, unless it is worse than the rest of that segment too.
    const own = remainders(conditions, outside).every(
      (others) => others.length < fewest || (worseThan(others)?.low ?? 0) > 0,
    );
    return own ? [{ candidate, n: inside.length, comparison }] : [];
  });
  return compared
    .toSorted((a, b) => b.comparison.low - a.comparison.low)
    .slice(0, shown)
    .map(({ candidate, n, comparison }) => ({
      where: candidate.map(({ column, part }) => ({ column: column.name, part: column.parts[part] ?? '' })),
      n,
      ...inUnitsOf(metric, comparison),
    }));
}

/** Of a pair: the rows outside it that meet either condition alone. */
function remainders(conditions: readonly Condition[], outside: Uint32Array): Uint32Array[] {
  if (conditions.length === 1) return [];
  return conditions.map((condition) => outside.filter((place) => meets([condition], place)));
}

/** The metric's own numbers: badness is turned so that higher is worse, and ROC AUC is 1 less it. */
function inUnitsOf({ name, higherIsBetter }: SegmentMetric, comparison: SegmentComparison) {
  const { segment, rest, difference, low, high } = comparison;
  if (!higherIsBetter) return { segment, rest, difference, low, high };
  const back = (badness: number) => (name === 'roc_auc' ? 1 : 0) - badness;
  return { segment: back(segment), rest: back(rest), difference: -difference, low: -high, high: -low };
}

function onRows(columns: readonly SegmentColumn[], rows: Uint32Array): SegmentColumn[] {
  return columns.map((column) => {
    const codes = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i += 1) codes[i] = column.codes[rows[i] ?? 0] ?? noPart; // several times as fast as from()
    return { ...column, codes };
  });
}
