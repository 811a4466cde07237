import type { lineMethods } from '../../../definitions/schema/drift-methods.ts';
import { summariseMoments } from '../../profile/moment-summary.ts';
import { momentsOf } from '../../profile/moments.ts';
import { distributionGaps, kolmogorovSmirnovDistance } from '../distribution-gaps.ts';
import { kolmogorovSmirnovP } from '../kolmogorov-smirnov.ts';
import { andersonDarling } from './anderson-darling.ts';
import type { Comparison } from './comparison.ts';
import { cramerVonMises } from './cramer-von-mises.ts';
import { eppsSingleton } from './epps-singleton.ts';
import type { Handling } from './handling.ts';
import { mannWhitney } from './mann-whitney.ts';
import { type TTests, tTests } from './t-test.ts';

/** Ascending values of both sides, at least two on each. */
type LineMethod = (reference: Float64Array, current: Float64Array, handling: Handling) => Comparison;

/** How two samples of numbers are compared. A distance without a test of its own has the p of Kolmogorov and Smirnov. */
export const compareOnLine: Readonly<Record<(typeof lineMethods)[number], LineMethod>> = {
  wasserstein: (a, b, { leastScale }) => byGaps(a, b, ({ wasserstein }) => wasserstein / scaleOf(a, leastScale)),
  kolmogorov_smirnov: (a, b) => byGaps(a, b, kolmogorovSmirnovDistance),
  energy_distance: (a, b, { leastScale }) =>
    byGaps(a, b, ({ squared }) => energyDistance(squared) / Math.sqrt(scaleOf(a, leastScale))),
  mann_whitney: (a, b, { continuity }) => {
    const found = mannWhitney(a, b);
    return { effect: found.delta, p: () => (continuity ? found.p : found.uncorrectedP) };
  },
  t_test: (a, b, handling) => meanDifference(tTests(a, b), 'welch', handling),
  student: (a, b, handling) => meanDifference(tTests(a, b), 'pooled', handling),
  cramer_von_mises: (a, b) => {
    const { gap, p } = cramerVonMises(a, b);
    return { effect: gap, p };
  },
  anderson_darling: (a, b) => {
    if (a[0] === b[0] && a.at(-1) === b.at(-1) && a[0] === a.at(-1)) return { effect: 0, p: () => 1 };
    const { gap, p } = andersonDarling(a, b);
    return { effect: gap, p: () => p };
  },
  epps_singleton: (a, b) => {
    const found = eppsSingleton(a, b);
    if (found) return { effect: found.distance, p: () => found.p };
    return { effect: Number.NaN, p: () => Number.NaN, because: 'half of the rows have one and the same value' };
  },
};

/** Root of twice the integral of (F - G)² (Székely 2002), in roots of the values' unit. */
export const energyDistance = (squared: number): number => Math.sqrt(2 * squared);

/** Standard deviation of the reference, by n; where it is less than `least`, that; of one and the same value 0.001. */
export function scaleOf(reference: Float64Array, least: number): number {
  const sd = Math.sqrt(summariseMoments(momentsOf(reference)).populationVariance);
  return Math.max(sd, least) || 0.001;
}

function byGaps(a: Float64Array, b: Float64Array, effect: (gaps: ReturnType<typeof distributionGaps>) => number) {
  const gaps = distributionGaps({ values: a }, { values: b });
  return { effect: effect(gaps), p: () => kolmogorovSmirnovP(kolmogorovSmirnovDistance(gaps), a.length, b.length) };
}

function meanDifference(tests: TTests, variances: 'welch' | 'pooled', { leastScale }: Handling): Comparison {
  const scale = Math.max(tests.referenceSd, leastScale) || 0.001;
  return { effect: tests.difference / scale, p: () => tests[variances].p };
}
