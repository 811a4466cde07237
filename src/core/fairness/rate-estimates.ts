import { newcombeInterval, type Proportion } from '../comparison/newcombe.ts';
import { normalQuantile } from '../comparison/normal.ts';
import { twoProportionTest } from '../comparison/two-proportion-test.ts';
import { wilsonInterval } from '../comparison/wilson.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import type { GroupCells } from './group-cells.ts';
import { type Rate, rateCells, rateOf, sumOf } from './group-rates.ts';

/** A group's rate: what it counts, as rows of equal weight that would say as much (Kish) where rows weigh differently. */
export interface CountedRate {
  readonly value: number;
  readonly counted: Proportion;
}

export interface RateSettings {
  /** One-sided level of each bound. */
  readonly alpha: number;
  /** Rates of fewer rows are insufficient data. */
  readonly minimumGroup: number;
}

/** A rate of one group, by its place. `cells` are four for each group. */
export function countedRate(
  { cells, squares }: Pick<GroupCells, 'cells' | 'squares'>,
  group: number,
  rate: Rate,
): CountedRate {
  const value = rateOf(cells, 4 * group, rate);
  const { among } = rateCells[rate];
  const weight = sumOf(cells, 4 * group, among);
  const n = squares === undefined || weight === 0 ? weight : weight ** 2 / sumOf(squares, 4 * group, among);
  return { value, counted: { successes: Number.isNaN(value) ? 0 : value * n, n } };
}

/** The rate with Wilson's interval; undefined with too few rows. */
export function rateEstimate({ value, counted }: CountedRate, settings: RateSettings): Estimate {
  const n = Math.floor(counted.n + 1e-9);
  const reason = scarcity(n, settings);
  if (reason !== undefined) return { undefined: reason, n };
  const { low, high } = wilsonInterval(counted.successes, counted.n, normalQuantile(1 - settings.alpha));
  return { value, low, high, n, method: 'Wilson', se: Math.sqrt((value * (1 - value)) / counted.n) };
}

/** The rate minus that of the reference, with Newcombe's interval; undefined where either has too few rows. */
export function contrastEstimate(one: CountedRate, reference: CountedRate, settings: RateSettings): Estimate {
  const n = Math.floor(one.counted.n + 1e-9);
  const ofReference = scarcity(Math.floor(reference.counted.n + 1e-9), settings);
  const reason = scarcity(n, settings) ?? (ofReference && `the reference: ${ofReference}`);
  if (reason !== undefined) return { undefined: reason, n };
  const { difference, low, high } = newcombeInterval(
    one.counted,
    reference.counted,
    normalQuantile(1 - settings.alpha),
  );
  return { value: difference, low, high, n, method: 'Newcombe' };
}

/** Two-sided p that the two rates are one; 1 where all, or none, of both happened. */
export function contrastP(one: CountedRate, reference: CountedRate): number {
  return twoProportionTest(one.counted, reference.counted).twoSided;
}

function scarcity(n: number, { minimumGroup }: RateSettings): string | undefined {
  return n < minimumGroup ? `insufficient data: ${n} of ${minimumGroup} rows` : undefined;
}
