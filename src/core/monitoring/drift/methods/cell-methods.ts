import { twoProportionTest } from '../../../comparison/two-proportion-test.ts';
import type { flooredMethods, levelMethods } from '../../../definitions/schema/drift-methods.ts';
import { homogeneityP } from '../chi-square.ts';
import type { Cells } from './cells.ts';
import type { Comparison } from './comparison.ts';
import { goodnessOfFit, homogeneity, likelihoodRatioOfFit, likelihoodRatioOfHomogeneity } from './count-tests.ts';
import { correctedCramersV } from './cramers-v.ts';
import type { Handling } from './handling.ts';
import {
  greatestGap,
  hellingerDistance,
  jensenShannonDistance,
  kullbackLeibler,
  sharesOf,
  stabilityIndex,
  totalVariation,
} from './share-distances.ts';

type Shares = Float64Array;
/** Cells with rows on both sides. `seed` drives permutations. */
type CellMethod = (cells: Cells, handling: Handling, seed: number) => Comparison;

/** How shares of cells are compared. A distance without a test of its own has the p of homogeneity, permuted where cells are thin. */
export const compareCells: Readonly<
  Record<(typeof levelMethods)[number] | (typeof flooredMethods)[number], CellMethod>
> = {
  psi: byShares((p, q, { filled }) => stabilityIndex(filled(p), filled(q))),
  // Shares again: what was filled in makes the sum more than 1, by which a divergence could be negative.
  kullback_leibler: byShares((p, q, { filled }) =>
    Math.max(0, kullbackLeibler(sharesOf(filled(p)), sharesOf(filled(q)))),
  ),
  jensen_shannon: byShares((p, q, { base }) => jensenShannonDistance(p, q, base)),
  hellinger: byShares(hellingerDistance),
  total_variation: byShares(totalVariation),
  l_infinity: byShares(greatestGap),
  cramers_v: (cells, _, seed) => ({ effect: correctedCramersV(cells), p: () => homogeneityOf(cells, seed) }),
  chi_square: (cells, { counts }, seed) => ({
    effect: Math.sqrt(evenChiSquare(sharesOf(cells.reference), sharesOf(cells.current))),
    p: () => (counts === 'homogeneity' ? homogeneityOf(cells, seed) : countP(cells, counts)),
  }),
  g_test: (cells, { counts, base }) => ({
    effect: jensenShannonDistance(sharesOf(cells.reference), sharesOf(cells.current), base),
    p: () => (counts === 'fit' ? likelihoodRatioOfFit(cells) : likelihoodRatioOfHomogeneity(cells)).p,
  }),
  z: ({ reference, current }) => {
    const at = reference.indexOf(Math.max(...reference));
    const side = (counts: Float64Array) => ({ successes: counts[at] ?? 0, n: counts.reduce((sum, n) => sum + n, 0) });
    const [a, b] = [side(reference), side(current)];
    return { effect: Math.abs(a.successes / a.n - b.successes / b.n), p: () => twoProportionTest(a, b).twoSided };
  },
};

function byShares(distance: (p: Shares, q: Shares, handling: Handling) => number): CellMethod {
  return (cells, handling, seed) => ({
    effect: distance(sharesOf(cells.reference), sharesOf(cells.current), handling),
    p: () => homogeneityOf(cells, seed),
  });
}

const countP = (cells: Cells, counts: 'fit' | 'corrected'): number =>
  (counts === 'fit' ? goodnessOfFit(cells) : homogeneity(cells, true)).p;

/** Chi-square of homogeneity over all rows, if both sides had as many: 0 to 1, the square of Cramér's V. */
function evenChiSquare(p: Shares, q: Shares): number {
  return p.reduce((sum, a, i) => sum + (a === q[i] ? 0 : (a - (q[i] ?? 0)) ** 2 / (a + (q[i] ?? 0))), 0) / 2;
}

function homogeneityOf({ reference, current }: Cells, seed: number): number {
  const cells = Array.from(reference, (n, i) => ({ level: undefined, reference: n, current: current[i] ?? 0 }));
  return homogeneityP(cells, seed);
}
