import type { DriftTest } from './drift/drift-test.ts';
import { cellTotals, type LevelCell, levelCells } from './drift/level-cells.ts';
import type { ColumnSummary } from './monitoring-evidence.ts';
import { fewestPeople, personalCells } from './personal-cells.ts';
import type { ColumnProfile } from './profile/column-profile.ts';
import { sketchedQuantile } from './profile/sketched-quantile.ts';

const mostLevels = 5;
/** Share of rows beyond the lowest and the highest quantile. */
const tail = 0.05;
type NumberSummary = Extract<ColumnSummary, { mean: number }>;

export interface SummaryPair {
  readonly reference?: ColumnSummary;
  readonly current?: ColumnSummary;
}

/**
 * What a person compares: both sides of one test. A side without values has no summary. Of a `personal` column no level is named, numbers have two
 * digits, and what fewer than five rows would stand for is left out.
 */
export function summaries(
  { statistic }: Pick<DriftTest, 'statistic'>,
  reference: ColumnProfile,
  current: ColumnProfile,
  personal: boolean,
): SummaryPair {
  if (statistic === 'missing_rate') return { reference: missingOf(reference), current: missingOf(current) };
  if (reference.type === 'category' && current.type === 'category') return levelSummaries(reference, current, personal);
  const summary = personal ? personalNumbers : numberSummary;
  const [before, now] = [summary(reference), summary(current)];
  return { ...(before && { reference: before }), ...(now && { current: now }) };
}

function missingOf({ count, missing }: ColumnProfile): ColumnSummary {
  return { n: count + missing, missing };
}

/** Five rows lie beyond each quantile, and none can be read off it. */
function personalNumbers(profile: ColumnProfile): NumberSummary | undefined {
  const summary = numberSummary(profile);
  if (summary === undefined || summary.n * tail < fewestPeople) return undefined;
  const { n, ...numbers } = summary;
  const rounded = (value: number) => Number(value.toPrecision(2));
  const { mean, low, median, high } = numbers;
  return { n, mean: rounded(mean), low: rounded(low), median: rounded(median), high: rounded(high) };
}

function numberSummary(profile: ColumnProfile): NumberSummary | undefined {
  if (profile.type !== 'number' || profile.moments.count === 0) return undefined;
  const at = (probability: number) => sketchedQuantile(profile.quantiles, probability);
  return { n: profile.moments.count, mean: profile.moments.mean, low: at(tail), median: at(0.5), high: at(1 - tail) };
}

type CategoryProfile = Extract<ColumnProfile, { type: 'category' }>;

/** The levels whose share moved most, the same on both sides. */
function levelSummaries(reference: CategoryProfile, current: CategoryProfile, personal: boolean): SummaryPair {
  const all = levelCells(reference.levels, current.levels);
  const cells = personal ? personalCells(all) : all;
  const totals = cellTotals(cells);
  const isTold = ({ level, current: rows }: LevelCell) =>
    level !== undefined && !(personal && rows > 0 && rows < fewestPeople);
  const shares = cells
    .map((cell) => ({ ...cell, told: isTold(cell) }))
    .map(({ level, told, ...rows }) => ({
      level: told ? level : undefined,
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
