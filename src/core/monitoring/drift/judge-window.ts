import { benjaminiHochbergAdjust } from '../../comparison/multiple-testing.ts';
import type { Frame } from '../../features/frame.ts';
import { byName, type Profile } from '../profile/profile.ts';
import { type DriftStatistic, effectOf, leastEffect, rowP } from './drift-test.ts';
import { compareSamples } from './methods/compare.ts';
import { sampleOf } from './methods/sample.ts';
import type { DriftReference } from './reference.ts';
import { judgeAsTool } from './tools/judge-as-tool.ts';
import type { ToolLimit } from './tools/tool.ts';

/** One test of one window. */
export interface JudgedTest {
  readonly column: string;
  readonly statistic: DriftStatistic;
  /** NaN where a side has no values: nothing was compared, so there is no alarm. */
  readonly effect: number;
  /** Why there is no effect, where a side without values is not the reason. */
  readonly because?: string;
  /** What the effect must pass; 0 where a tool looks at p only. */
  readonly threshold: number;
  /** As if rows were independent. Shown always; decides only where the reference has no windows, or a tool says so. */
  readonly p: number;
  /** By Benjamini and Hochberg over all tests of the window; where p decides. */
  readonly adjusted?: number;
  /** What decides in the place of aval's rules. */
  readonly tool?: ToolLimit;
  /** Whether a method decides that the definition asks for, by name or by profile. */
  readonly chosen: boolean;
  readonly alarm: boolean;
}

/** What a window holds. */
export interface WindowValues {
  readonly frame: Frame;
  readonly profile: Profile;
}

type Measured = Pick<JudgedTest, 'column' | 'statistic' | 'effect' | 'because' | 'p' | 'chosen'>;

/** Holds a window against the reference. `seed` drives permutations. */
export function judgeWindow(reference: DriftReference, current: WindowValues, seed: number): readonly JudgedTest[] {
  if (reference.tool) return judgeAsTool(reference.tool, current.frame, seed);
  const measured = measure(reference, current, seed);
  return reference.null ? byWindows(measured, reference.null.thresholds) : byRows(measured, reference);
}

function measure({ tests, profile, samples }: DriftReference, current: WindowValues, seed: number): Measured[] {
  const [before, now] = [byName(profile), byName(current.profile)];
  return tests.map((test) => {
    const { column, statistic } = test;
    const none = { column, statistic, chosen: 'method' in test, effect: Number.NaN, p: Number.NaN };
    if ('method' in test) {
      const values = current.frame.columns.get(column);
      const [a, b] = [samples.get(column), values && sampleOf(values)];
      if (!a || !b) return none;
      const { p, ...found } = compareSamples(test.method, a, b, seed);
      return { ...none, ...found, p: p() };
    }
    const [a, b] = [before.get(column), now.get(column)];
    return a && b ? { ...none, effect: effectOf(test, a, b), p: rowP(test, a, b, seed) } : none;
  });
}

function byWindows(measured: readonly Measured[], thresholds: readonly number[]): JudgedTest[] {
  return measured.map((test, i) => {
    const threshold = thresholds[i] ?? Infinity;
    return { ...test, threshold, alarm: test.effect > threshold };
  });
}

/** Rows without time: adjusted p at most q, and the minimum effect reached. */
function byRows(measured: readonly Measured[], { tests, q }: DriftReference): JudgedTest[] {
  const tested = measured.map((_, i) => i).filter((i) => !Number.isNaN(measured[i]?.p ?? Number.NaN));
  const adjustedP = benjaminiHochbergAdjust(tested.map((i) => measured[i]?.p ?? 1));
  const adjusted = new Map(tested.map((i, place) => [i, adjustedP[place] ?? 1]));
  const leasts = tests.map(leastEffect);
  return measured.map((test, i) => {
    const [threshold, own] = [leasts[i] ?? Infinity, adjusted.get(i)];
    const alarm = own !== undefined && own <= q && test.effect >= threshold;
    return { ...test, threshold, ...(own !== undefined && { adjusted: own }), alarm };
  });
}
