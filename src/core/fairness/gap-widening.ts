import { type BcaInterval, bcaInterval } from '../comparison/bca.ts';
import { effectiveDegrees, expandedLevel } from '../comparison/effective-degrees.ts';
import { combine, type Replicates } from '../comparison/replicates.ts';

export type GapWidening =
  | { readonly value: number; readonly low: number; readonly high: number; readonly se: number }
  | { readonly undefined: string };

/** Share of alpha spent on finding out which group the old gap favours. */
const spentOnSign = 0.2;

type Sign = 1 | -1;
const signs: readonly Sign[] = [1, -1];

/**
 * Bounds, each at one-sided `alpha`, of the change of a gap's size, |now| - |before|, from paired replicates of the two
 * signed gaps.
 *
 * A bootstrap of the sizes themselves passes three times too often when the old gap is near 0: a size is never
 * negative, so it looks larger than it is. The change is max over s of min over t of (s now - t before), s and t = ±1,
 * so it is bounded through these four signed numbers, whose bootstrap is sound. t is the sign of the old gap where an
 * interval leaves no doubt of it; where it does, or `isSignKnown` says that the interval misses part of what may be, both are tried and share alpha.
 */
export function gapWidening(now: Replicates, before: Replicates, alpha: number, isSignKnown = true): GapWidening {
  const possible = isSignKnown ? possibleSigns(expandedBca(before, (alpha * spentOnSign) / 2)) : signs;
  const level = alpha * (1 - spentOnSign);
  const signed = (s: Sign, t: Sign) => combine([now, before], ([a = 0, b = 0]) => s * a - t * b);
  const above = signs.map((s) => possible.map((t) => expandedBca(signed(s, t), level / possible.length)));
  const ahead: Sign = now.observed < 0 ? -1 : 1;
  const below = possible.map((t) => expandedBca(signed(ahead, t), level));
  const undefinedOne = [...above.flat(), ...below].find((interval) => 'undefined' in interval);
  if (undefinedOne !== undefined && 'undefined' in undefinedOne) return { undefined: undefinedOne.undefined };
  const ends = (intervals: readonly BcaInterval[], end: 'low' | 'high' | 'se') =>
    intervals.map((interval) => ('undefined' in interval ? Number.NaN : interval[end]));
  return {
    value: Math.abs(now.observed) - Math.abs(before.observed),
    low: Math.min(...ends(below, 'low')),
    high: Math.max(...above.map((ofSign) => Math.min(...ends(ofSign, 'high')))),
    se: Math.max(...ends(below, 'se')),
  };
}

function expandedBca(replicates: Replicates, alpha: number): BcaInterval {
  const { leftOut } = replicates;
  return bcaInterval(replicates, expandedLevel(alpha, leftOut.length, effectiveDegrees(leftOut)));
}

function possibleSigns(interval: BcaInterval): readonly Sign[] {
  if ('undefined' in interval) return signs;
  if (interval.low > 0) return [1];
  return interval.high < 0 ? [-1] : signs;
}
