import { standardDeviationLimit, usualDeviations } from './standard-deviation-limit.ts';

/**
 * What windows do when nothing is wrong, told by the reference's own windows: rows of one window are alike, so that p-values of rows alarm in
 * nearly every one.
 *
 * A column's own limit is the largest effect among the reference windows (from 20 on their 1 - q quantile), or the minimum effect. With many columns
 * one of them passes its limit in many a window, so a window is judged as a whole (the maximum over columns, as Westfall and Young 1993): its surprise
 * is its largest effect over its column's limit. Each reference window has one too, against the limits of the other windows. A column alarms when it
 * passes its limit by more than the reference windows do. So the chance that a window like them alarms is one in (windows + 1), whatever the number of
 * columns and however they hang together.
 */
export interface WindowNull {
  readonly windows: number;
  /** Limit of each test, raised by `critical`. */
  readonly thresholds: readonly number[];
  /** How far beyond its limit a column must be: at least 1. */
  readonly critical: number;
}

/** `effects` holds, for each reference window, the effect of each test against the rest of the reference; NaN where there is none. */
export function windowNull(
  effects: readonly (readonly number[])[],
  minimums: readonly number[],
  q: number,
): WindowNull {
  const ranked = minimums.map((_, test) => descending(effects.map((window) => window[test] ?? Number.NaN)));
  const surprises = effects.map((window) => surpriseOf(window, ranked, minimums, q));
  const critical = Math.max(1, upperLimit(descending(surprises), q));
  const limits = minimums.map((minimum, test) => Math.max(minimum, upperLimit(ranked[test] ?? [], q)));
  return { windows: effects.length, critical, thresholds: limits.map((limit) => limit * critical) };
}

/** The same by NannyML's rule: three standard deviations above the mean of the reference windows, and no smaller than the minimum effect. */
export function deviationNull(effects: readonly (readonly number[])[], minimums: readonly number[]): WindowNull {
  const thresholds = minimums.map((minimum, test) => {
    const own = effects.map((window) => window[test] ?? Number.NaN);
    return Math.max(minimum, standardDeviationLimit(own, usualDeviations) || 0);
  });
  return { windows: effects.length, thresholds, critical: 1 };
}

/** The largest effect of a reference window over the limit that the other windows set. */
function surpriseOf(
  window: readonly number[],
  ranked: readonly (readonly number[])[],
  minimums: readonly number[],
  q: number,
): number {
  const beyond = window.map((effect, test) => {
    const others = ranked[test] ?? [];
    const limit = upperLimit(others.toSpliced(others.indexOf(effect), 1), q);
    return effect / Math.max(minimums[test] ?? 0, limit);
  });
  return Math.max(0, ...beyond.filter((value) => !Number.isNaN(value)));
}

/**
 * The value that a further exchangeable one passes with probability at most q: the one with floor(q (n + 1)) - 1 above it. Where n is too small for
 * q, the maximum, which is passed with probability 1 / (n + 1). Values descend; none: 0.
 */
export function upperLimit(values: readonly number[], q: number): number {
  return values[Math.max(0, Math.floor(q * (values.length + 1)) - 1)] ?? 0;
}

/** Without those that are not numbers. */
function descending(values: readonly number[]): readonly number[] {
  return values.filter((value) => !Number.isNaN(value)).sort((a, b) => b - a);
}
