import type { DecisionCurve } from './decision-curve.ts';
import { leastInRange } from './least-in-range.ts';

/** With two shares to hold, that many places for the lower end of each are tried. */
const mostStarts = 200;
/** Shares closer than this are equal: the rest is rounding. */
const rounding = 1e-9;

/**
 * One threshold for each curve, so that no two of their rates are further apart than `within`, at the least total cost; of equal costs the lower thresholds. Hardt,
 * Price and Srebro (2016), without their randomised decisions: rows of equal score are decided alike, and what exact equality would need of
 * chance is what `within` allows. All rates lie in a window of that width; one share: every place of it is tried, so that nothing is cheaper; two: 200 places of each,
 * so that something a little cheaper may be missed, never the constraint. Calling nobody positive always meets it.
 */
export function constrainedThresholds(curves: readonly DecisionCurve[], within: number): readonly number[] {
  const shares = curves[0]?.rates.length ?? 0;
  const starts = Array.from({ length: shares }, (_, k) => startsOf(curves, k, shares > 1));
  const open = curves.map((curve) => openCurve(curve, starts, within));
  let best = { cost: Number.POSITIVE_INFINITY, at: curves.map(() => 0) };
  for (const window of windowsOf(starts)) {
    let cost = 0;
    const at: number[] = [];
    for (const least of open) {
      const found = least(window);
      if (found === undefined) break;
      at.push(found.at);
      cost += found.cost;
    }
    if (at.length === curves.length && cost <= best.cost) best = { cost, at };
  }
  return curves.map(({ thresholds }, i) => thresholds[best.at[i] ?? 0] ?? 1);
}

/** Where a window may begin: at a rate that some curve has. */
function startsOf(curves: readonly DecisionCurve[], share: number, thinned: boolean): Float64Array {
  const all = Float64Array.from(new Set(curves.flatMap(({ rates }) => [...(rates[share] ?? [])]))).sort();
  if (!thinned || all.length <= mostStarts) return all;
  return Float64Array.from({ length: mostStarts }, (_, i) => all[Math.floor((i * all.length) / mostStarts)] ?? 0);
}

/** Every combination of starts, by their places. */
function* windowsOf(starts: readonly Float64Array[]): Generator<readonly number[]> {
  const [first, second] = starts;
  for (let i = 0; i < (first?.length ?? 0); i += 1) {
    if (second === undefined) yield [i];
    else for (let j = 0; j < second.length; j += 1) yield [i, j];
  }
}

interface Least {
  readonly at: number;
  readonly cost: number;
}

/** The cheapest decision of a curve inside a window; undefined where it has none. */
function openCurve(
  { costs, rates }: DecisionCurve,
  starts: readonly Float64Array[],
  within: number,
): (window: readonly number[]) => Least | undefined {
  const least = leastInRange(costs);
  const ranges = rates.map((rate, k) => rangesOf(rate, starts[k] ?? new Float64Array(), within));
  return (window) => {
    let [from, to] = [0, costs.length - 1];
    for (const [k, range] of ranges.entries()) {
      from = Math.max(from, range.from[window[k] ?? 0] ?? 0);
      to = Math.min(to, range.to[window[k] ?? 0] ?? 0);
    }
    if (from > to) return undefined;
    const at = least(from, to);
    return { at, cost: costs[at] ?? 0 };
  };
}

/** For each start, the first and last place of a rising rate inside [start, start + within]; first after last where there is none. */
function rangesOf(rate: Float64Array, starts: Float64Array, within: number) {
  const [from, to] = [new Int32Array(starts.length), new Int32Array(starts.length)];
  let [first, last] = [0, -1];
  for (const [i, start] of starts.entries()) {
    while (first < rate.length && (rate[first] ?? 0) < start - rounding) first += 1;
    while (last + 1 < rate.length && (rate[last + 1] ?? 0) <= start + within + rounding) last += 1;
    from[i] = first;
    to[i] = last;
  }
  return { from, to };
}
