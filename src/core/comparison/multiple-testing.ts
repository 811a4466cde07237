/*
 * Adjusted p-values, each in the order given: reject where at most alpha. The first six keep the family-wise error rate, the last two the false
 * discovery rate. Names and values as in R's p.adjust and statsmodels' multipletests.
 */

/** Which hypotheses an adjustment rejects at `alpha`. */
export function rejectedAt(alpha: number, adjusted: readonly number[]): boolean[] {
  return adjusted.map((value) => value <= alpha);
}

/** Bonferroni: each p times their number. */
export function bonferroniAdjust(p: readonly number[]): number[] {
  return p.map((value) => Math.min(1, value * p.length));
}

/** Šidák (1967): exact for independent tests. */
export function sidakAdjust(p: readonly number[]): number[] {
  return p.map((value) => sidak(value, p.length));
}

/** Level of each of so many tests by Šidák: 1 - (1 - alpha)^(1/tests). For independent tests only, so no schedule of a holdout spends by it. */
export function sidakLevel(alpha: number, tests: number): number {
  return -Math.expm1(Math.log1p(-alpha) / tests);
}

/** Holm (1979): Bonferroni step by step, down from the smallest. */
export function holmAdjust(p: readonly number[]): number[] {
  return stepDown(p, (value, left) => Math.min(1, value * left));
}

/** Holm's steps with Šidák's correction. */
export function holmSidakAdjust(p: readonly number[]): number[] {
  return stepDown(p, sidak);
}

/** Hochberg (1988): Holm's factors, up from the largest; for independent or positively dependent tests. */
export function hochbergAdjust(p: readonly number[]): number[] {
  return stepUp(p, (value, rank) => value * (p.length - rank + 1));
}

/** Hommel (1988), by the algorithm of Wright (1992): every subset of hypotheses tested by Simes. */
export function hommelAdjust(p: readonly number[]): number[] {
  const order = ascending(p);
  const sorted = order.map((i) => p[i] ?? 1);
  const simes = (size: number, from: number) =>
    Math.min(...sorted.slice(from).map((value, i) => (size * value) / (size - (sorted.length - from) + i + 1)));
  let adjusted = sorted.map(() => simes(p.length, 0));
  for (let size = p.length - 1; size > 1; size -= 1) {
    const smaller = p.length - size + 1;
    const ofLarger = simes(size, smaller);
    const candidates = sorted.slice(0, smaller).map((value) => Math.min(size * value, ofLarger));
    const last = candidates.at(-1) ?? 1;
    adjusted = adjusted.map((value, i) => Math.max(value, candidates[i] ?? last));
  }
  return inOrder(order, (i) => Math.max(adjusted[i] ?? 1, sorted[i] ?? 1));
}

/** Benjamini and Hochberg (1995). */
export function benjaminiHochbergAdjust(p: readonly number[]): number[] {
  return stepUp(p, (value, rank) => (value * p.length) / rank);
}

/** Benjamini and Yekutieli (2001): whatever the dependence, at the price of the harmonic sum. */
export function benjaminiYekutieliAdjust(p: readonly number[]): number[] {
  const harmonic = p.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return stepUp(p, (value, rank) => (value * p.length * harmonic) / rank);
}

function sidak(p: number, tests: number): number {
  return -Math.expm1(tests * Math.log1p(-p));
}

/** Running maximum from the smallest p up; `left` counts the hypotheses from here on. */
function stepDown(p: readonly number[], correct: (value: number, left: number) => number): number[] {
  const order = ascending(p);
  let running = 0;
  return inOrder(order, (place) => {
    running = Math.max(running, correct(p[order[place] ?? 0] ?? 1, p.length - place));
    return running;
  });
}

/** Running minimum from the largest p down; `rank` is 1 for the smallest. */
function stepUp(p: readonly number[], correct: (value: number, rank: number) => number): number[] {
  const order = ascending(p).reverse();
  let running = 1;
  return inOrder(order, (place) => {
    running = Math.min(running, correct(p[order[place] ?? 0] ?? 1, p.length - place));
    return running;
  });
}

function ascending(p: readonly number[]): number[] {
  return p.map((_, i) => i).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0));
}

/** Puts the value of each place back where its p-value stood. */
function inOrder(order: readonly number[], valueAt: (place: number) => number): number[] {
  const result = new Array<number>(order.length);
  for (const [place, i] of order.entries()) result[i] = valueAt(place);
  return result;
}
