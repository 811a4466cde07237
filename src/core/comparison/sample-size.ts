import { noncentralTCdf } from './noncentral-t.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { studentQuantile } from './student-t.ts';

/** Error rate and power to plan for, both in (0, 1). */
export interface Plan {
  readonly alpha: number;
  readonly power: number;
}

/** Pairs for a two-sided McNemar test, unrounded; shares of pairs in which only one model is right. Connor (1987). */
export function mcnemarSampleSize(onlyChallenger: number, onlyChampion: number, { alpha, power }: Plan): number {
  const discordant = onlyChallenger + onlyChampion;
  const difference = onlyChallenger - onlyChampion;
  const underNull = normalQuantile(1 - alpha / 2) * Math.sqrt(discordant);
  const underEffect = normalQuantile(power) * Math.sqrt(discordant - difference ** 2);
  return ((underNull + underEffect) / difference) ** 2;
}

/**
 * Pairs to see a mean difference of `effect` (two-sided), or to rule out one of that size (non-inferiority, one-sided),
 * unrounded.
 */
export function meanDifferenceSampleSize(standardDeviation: number, effect: number, { alpha, power }: Plan) {
  const size = (z: number) => (((z + normalQuantile(power)) * standardDeviation) / effect) ** 2;
  return { twoSided: size(normalQuantile(1 - alpha / 2)), nonInferiority: size(normalQuantile(1 - alpha)) };
}

/**
 * Pairs for a two-sided paired t test, unrounded; `effect` is Cohen's d of paired differences (mean over standard deviation), not 0. Exact, by the
 * noncentral t distribution.
 */
export function pairedTSampleSize(effect: number, { alpha, power }: Plan): number {
  const powerAt = (n: number) => {
    const limit = studentQuantile(1 - alpha / 2, n - 1);
    const centre = Math.abs(effect) * Math.sqrt(n);
    return 2 - noncentralTCdf(limit, n - 1, centre) - noncentralTCdf(limit, n - 1, -centre);
  };
  let [low, high] = [2, 4];
  while (powerAt(high) < power) [low, high] = [high, 2 * high];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (powerAt(middle) < power) low = middle;
    else high = middle;
  }
  return high;
}

/** Pairs to show that accuracy is not lost by `margin` where both models are equally good, unrounded; `disagreement` is the share of rows that one alone gets right. */
export function nonInferioritySampleSize(disagreement: number, margin: number, { alpha, power }: Plan): number {
  return ((normalQuantile(1 - alpha) + normalQuantile(power)) ** 2 * disagreement) / (margin * margin);
}

/** Half the width of the interval for the difference of two accuracies on the same rows, near 0; `alpha` of each bound. */
export function pairedHalfWidth(disagreement: number, rows: number, alpha: number): number {
  return normalQuantile(1 - alpha) * Math.sqrt(disagreement / rows);
}

/** The same for one share by itself, by the normal approximation. */
export function shareHalfWidth(share: number, rows: number, alpha: number): number {
  return normalQuantile(1 - alpha) * Math.sqrt((share * (1 - share)) / rows);
}

/** Cohen's effect size h of two proportions: their distance on the arcsine scale. */
export function cohenH(p: number, q: number): number {
  return 2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q));
}

/**
 * Rows per group to tell two independent proportions apart, unrounded: two-sided by Cohen's h (both tails counted, as
 * statsmodels), and one-sided by the normal approximation with pooled variance under the null (Fleiss 1981).
 */
export function twoProportionSampleSize(p: number, q: number, { alpha, power }: Plan) {
  const middle = (p + q) / 2;
  const underNull = normalQuantile(1 - alpha) * Math.sqrt(2 * middle * (1 - middle));
  const underEffect = normalQuantile(power) * Math.sqrt(p * (1 - p) + q * (1 - q));
  return {
    twoSided: 2 * (noncentrality({ alpha, power }) / cohenH(p, q)) ** 2,
    oneSided: ((underNull + underEffect) / (q - p)) ** 2,
  };
}

/** Mean of a normal statistic with which a two-sided test at `alpha` has this power; Newton's steps from the near tail alone. */
function noncentrality({ alpha, power }: Plan): number {
  const z = normalQuantile(1 - alpha / 2);
  let mean = z + normalQuantile(power);
  for (let step = 0; step < 20; step += 1) {
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const miss = normalCdf(mean - z) + normalCdf(-mean - z) - power;
    mean -= miss / (density(mean - z) - density(-mean - z));
  }
  return mean;
}
