import { type Frame, takeRows } from '../../features/frame.ts';
import { mergeProfiles } from '../profile/merge-profiles.ts';
import type { Profile } from '../profile/profile.ts';
import { profileFrame } from '../profile/profile-frame.ts';
import { type DriftTest, driftTests, effectOf, minimumEffects } from './drift-test.ts';
import { type WindowNull, windowNull } from './window-null.ts';

/** With fewer windows a false alarm would be likelier than one in six, so that p-values of rows are the better guide. */
const fewestWindows = 5;

/** What windows are held against. */
export interface DriftReference {
  readonly profile: Profile;
  readonly tests: readonly DriftTest[];
  readonly q: number;
  /** Absent: the reference has no time, or too few windows. Then p-values of rows decide. */
  readonly null?: WindowNull;
}

export interface ReferenceRows {
  readonly frame: Frame;
  /** Profile of all reference rows. */
  readonly profile: Profile;
  /** Rows of each whole window of the reference. */
  readonly windows: readonly Uint32Array[];
  /** Windows that follow the reference, known to be in order: they are held against all of it. */
  readonly later: readonly Uint32Array[];
  readonly q: number;
}

export function driftReference({ frame, profile, windows, later, q }: ReferenceRows): DriftReference {
  const tests = driftTests(profile);
  if (windows.length < 2 || windows.length + later.length < fewestWindows) return { profile, tests, q };
  // Each window has a seed of its own, so that errors of the sketches don't add up in step.
  const profileOf = (rows: Uint32Array, seed: number): Profile => profileFrame(takeRows(frame, rows), seed);
  const own = windows.map((rows, w) => profileOf(rows, w));
  const rests = restOfEach(own);
  const effects = [
    ...own.map((window, w) => effectsOf(tests, rests[w] ?? profile, window)),
    ...later.map((rows, w) => effectsOf(tests, profile, profileOf(rows, own.length + w))),
  ];
  const minimums = tests.map(({ statistic }) => minimumEffects[statistic]);
  return { profile, tests, q, null: windowNull(effects, minimums, q) };
}

/** The effect of each test, in their order; NaN where a side has no values. */
export function effectsOf(tests: readonly DriftTest[], reference: Profile, current: Profile): number[] {
  const [before, now] = [byName(reference), byName(current)];
  return tests.map((test) => {
    const [a, b] = [before.get(test.column), now.get(test.column)];
    return a && b ? effectOf(test, a, b) : Number.NaN;
  });
}

export function byName({ columns }: Profile): ReadonlyMap<string, Profile['columns'][number]['profile']> {
  return new Map(columns.map(({ name, profile }) => [name, profile]));
}

/** For each profile the merge of all others, from merges of what comes before it and what comes after: three merges each, not n. */
function restOfEach(profiles: readonly Profile[]): Profile[] {
  const merge = (a: Profile | undefined, b: Profile | undefined) => (a && b ? mergeProfiles(a, b) : (a ?? b));
  const upTo: (Profile | undefined)[] = [undefined];
  for (const profile of profiles) upTo.push(merge(upTo.at(-1), profile));
  const rests: Profile[] = [];
  let after: Profile | undefined;
  for (let w = profiles.length - 1; w >= 0; w--) {
    const rest = merge(upTo[w], after);
    if (rest) rests.unshift(rest);
    after = merge(profiles[w], after);
  }
  return rests;
}
