import { benjaminiHochbergAdjust } from '../../comparison/multiple-testing.ts';
import type { Profile } from '../profile/profile.ts';
import { type DriftTest, minimumEffects, rowP } from './drift-test.ts';
import { byName, type DriftReference, effectsOf } from './reference.ts';

/** One test of one window. */
export interface JudgedTest extends DriftTest {
  /** NaN where a side has no values: nothing was compared, so there is no alarm. */
  readonly effect: number;
  /** What the effect must pass. */
  readonly threshold: number;
  /** As if rows were independent. Shown always; decides only where the reference has no windows. */
  readonly p: number;
  /** By Benjamini and Hochberg over all tests of the window; where p decides. */
  readonly adjusted?: number;
  readonly alarm: boolean;
}

/** Holds the profile of a window against the reference. `seed` drives permutations. */
export function judgeWindow(reference: DriftReference, current: Profile, seed: number): readonly JudgedTest[] {
  const { tests, profile } = reference;
  const effects = effectsOf(tests, profile, current);
  const [before, now] = [byName(profile), byName(current)];
  const ps = tests.map((test) => {
    const [a, b] = [before.get(test.column), now.get(test.column)];
    return a && b ? rowP(test, a, b, seed) : Number.NaN;
  });
  return reference.null ? byWindows(reference, reference.null.thresholds, effects, ps) : byRows(reference, effects, ps);
}

function byWindows(
  { tests }: DriftReference,
  thresholds: readonly number[],
  effects: readonly number[],
  ps: readonly number[],
): JudgedTest[] {
  return tests.map((test, i) => {
    const [effect, threshold] = [effects[i] ?? Number.NaN, thresholds[i] ?? Infinity];
    return { ...test, effect, threshold, p: ps[i] ?? Number.NaN, alarm: effect > threshold };
  });
}

/** Rows without time: adjusted p at most q, and the minimum effect reached. */
function byRows({ tests, q }: DriftReference, effects: readonly number[], ps: readonly number[]): JudgedTest[] {
  const tested = tests.map((_, i) => i).filter((i) => !Number.isNaN(ps[i] ?? Number.NaN));
  const adjustedP = benjaminiHochbergAdjust(tested.map((i) => ps[i] ?? 1));
  const adjusted = new Map(tested.map((i, place) => [i, adjustedP[place] ?? 1]));
  return tests.map((test, i) => {
    const [effect, threshold, own] = [effects[i] ?? Number.NaN, minimumEffects[test.statistic], adjusted.get(i)];
    const alarm = own !== undefined && own <= q && effect >= threshold;
    return { ...test, effect, threshold, p: ps[i] ?? Number.NaN, ...(own !== undefined && { adjusted: own }), alarm };
  });
}
