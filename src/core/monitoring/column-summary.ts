import type { DriftTest } from './drift/drift-test.ts';
import { cellTotals, levelCells } from './drift/level-cells.ts';
import type { ColumnSummary } from './monitoring-evidence.ts';
import type { ColumnProfile } from './profile/column-profile.ts';
import { sketchedQuantile } from './profile/sketched-quantile.ts';

const mostLevels = 5;

export interface SummaryPair {
  readonly reference?: ColumnSummary;
  readonly current?: ColumnSummary;
}

/** What a person compares: both sides of one test. A side without values has no summary. */
export function summaries({ statistic }: DriftTest, reference: ColumnProfile, current: ColumnProfile): SummaryPair {
  if (statistic === 'missing_rate') return { reference: missingOf(reference), current: missingOf(current) };
  if (reference.type === 'category' && current.type === 'category') return levelSummaries(reference, current);
  const [before, now] = [numberSummary(reference), numberSummary(current)];
  return { ...(before && { reference: before }), ...(now && { current: now }) };
}

function missingOf({ count, missing }: ColumnProfile): ColumnSummary {
  return { n: count + missing, missing };
}

function numberSummary(profile: ColumnProfile): ColumnSummary | undefined {
  if (profile.type !== 'number' || profile.moments.count === 0) return undefined;
  const at = (probability: number) => sketchedQuantile(profile.quantiles, probability);
  return { n: profile.moments.count, mean: profile.moments.mean, low: at(0.05), median: at(0.5), high: at(0.95) };
}

type CategoryProfile = Extract<ColumnProfile, { type: 'category' }>;

/** The levels whose share moved most, the same on both sides. */
function levelSummaries(reference: CategoryProfile, current: CategoryProfile): SummaryPair {
  const cells = levelCells(reference.levels, current.levels);
  const totals = cellTotals(cells);
  const shares = cells.map(({ level, ...rows }) => ({
    level,
    reference: rows.reference / totals.reference,
    current: rows.current / totals.current,
  }));
  const moved = shares
    .flatMap(({ level, ...rest }) => (level === undefined ? [] : [{ level, ...rest }]))
    .map((cell) => ({ ...cell, by: Math.abs(cell.current - cell.reference) }))
    .sort((a, b) => b.by - a.by || (a.level < b.level ? -1 : 1))
    .slice(0, mostLevels);
  const side = (which: 'reference' | 'current'): ColumnSummary | undefined =>
    totals[which] === 0
      ? undefined
      : {
          n: totals[which],
          levels: moved.map((cell) => ({ level: cell.level, share: Number.isNaN(cell[which]) ? 0 : cell[which] })),
          unseen: shares.at(-1)?.[which] ?? 0,
        };
  const [before, now] = [side('reference'), side('current')];
  return { ...(before && { reference: before }), ...(now && { current: now }) };
}
