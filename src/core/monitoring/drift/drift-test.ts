import { twoProportionTest } from '../../comparison/two-proportion-test.ts';
import type { DriftRule } from '../../definitions/schema/drift.ts';
import { flooredMethods, levelMethods, lineMethods } from '../../definitions/schema/drift-methods.ts';
import type { ColumnProfile } from '../profile/column-profile.ts';
import { summariseMoments } from '../profile/moment-summary.ts';
import type { Profile } from '../profile/profile.ts';
import { homogeneityP } from './chi-square.ts';
import { type ChosenMethod, chosenMethod, ruleOf } from './chosen-methods.ts';
import { levelCells, totalVariationDistance } from './level-cells.ts';
import { sketchedDistances } from './sketched-distances.ts';

const ownStatistics = ['wasserstein', 'kolmogorov_smirnov', 'total_variation', 'missing_rate'] as const;
type OwnStatistic = (typeof ownStatistics)[number];
/** aval's own, and those that a definition may ask for. */
export const driftStatistics = [
  ...new Set([...ownStatistics, ...lineMethods, ...levelMethods, ...flooredMethods]),
] as const;
export type DriftStatistic = (typeof driftStatistics)[number];

/** Smaller effects never alarm, however sure they are: nobody would act on them. Starting values, from facts measured on real columns. */
const minimumEffects: Readonly<Record<OwnStatistic, number>> = {
  wasserstein: 0.1,
  kolmogorov_smirnov: 0.1,
  total_variation: 0.1,
  missing_rate: 0.02,
};

/** One number by which a column of a window is held against the reference. */
export type DriftTest = SketchedTest | ValueTest;

/** aval's own, by profiles. */
export interface SketchedTest {
  readonly column: string;
  readonly statistic: OwnStatistic;
  /** What a Wasserstein distance is divided by: the standard deviation of the reference. 1 elsewhere. */
  readonly scale: number;
}

/** By a method that a definition asks for, which takes the values themselves. */
export interface ValueTest {
  readonly column: string;
  readonly statistic: DriftStatistic;
  readonly method: ChosenMethod;
}

/** The tests of every column. A time moves with every window, so that only its missing rate is tested. */
export function driftTests(reference: Profile, rule?: DriftRule): readonly DriftTest[] {
  return reference.columns.flatMap(({ name, profile }): DriftTest[] => {
    const missing: DriftTest = { column: name, statistic: 'missing_rate', scale: 1 };
    const chosen = rule && ruleOf(rule, name, profile.type);
    if (chosen) return [{ column: name, statistic: chosen.method, method: chosenMethod(chosen) }, missing];
    return profile.type === 'time' ? [missing] : [distributionTest(name, profile), missing];
  });
}

/** Smaller effects of a test never alarm. */
export function leastEffect(test: DriftTest): number {
  return 'method' in test ? test.method.least : minimumEffects[test.statistic];
}

function distributionTest(column: string, profile: ColumnProfile): SketchedTest {
  if (profile.type !== 'number') return { column, statistic: 'total_variation', scale: 1 };
  const scale = Math.sqrt(summariseMoments(profile.moments).populationVariance);
  // A reference that is one and the same value has no scale: there D counts the rows that left it.
  if (!(scale > 0)) return { column, statistic: 'kolmogorov_smirnov', scale: 1 };
  return { column, statistic: 'wasserstein', scale };
}

/** The effect: Wasserstein-1 in standard deviations, D, total variation, or the change of the missing rate. NaN where a side has no values. */
export function effectOf({ statistic, scale }: SketchedTest, reference: ColumnProfile, current: ColumnProfile): number {
  if (statistic === 'missing_rate') return Math.abs(missingRate(current) - missingRate(reference));
  if (reference.type === 'category' && current.type === 'category') {
    return totalVariationDistance(levelCells(reference.levels, current.levels));
  }
  if (reference.type !== 'number' || current.type !== 'number') return Number.NaN;
  const distances = sketchedDistances(reference.quantiles, current.quantiles);
  return statistic === 'wasserstein' ? distances.wasserstein / scale : distances.kolmogorovSmirnov;
}

/** p of a test as if rows were independent: Kolmogorov-Smirnov, chi-square of homogeneity, two proportions. NaN where a side has no values. */
export function rowP(
  { statistic }: SketchedTest,
  reference: ColumnProfile,
  current: ColumnProfile,
  seed: number,
): number {
  if (statistic === 'missing_rate') {
    const share = (profile: ColumnProfile) => ({
      successes: profile.missing,
      n: profile.count + profile.missing,
    });
    return twoProportionTest(share(reference), share(current)).twoSided;
  }
  if (reference.type === 'category' && current.type === 'category') {
    return homogeneityP(levelCells(reference.levels, current.levels), seed);
  }
  if (reference.type !== 'number' || current.type !== 'number') return Number.NaN;
  return sketchedDistances(reference.quantiles, current.quantiles).p;
}

function missingRate({ count, missing }: ColumnProfile): number {
  return missing / (count + missing);
}
