import { type Frame, takeRows } from '../../features/frame.ts';
import { mergeProfiles } from '../profile/merge-profiles.ts';
import { byName, type Profile } from '../profile/profile.ts';
import { profileFrame } from '../profile/profile-frame.ts';
import { type DriftTest, effectOf } from './drift-test.ts';

interface WindowRows {
  readonly frame: Frame;
  readonly profile: Profile;
  readonly windows: readonly Uint32Array[];
  readonly later: readonly Uint32Array[];
}

/** Of each window of the reference the effects by profiles; NaN for tests by values. */
export function sketchedEffects(
  tests: readonly DriftTest[],
  { frame, profile, windows, later }: WindowRows,
): number[][] {
  // Each window has a seed of its own, so that errors of the sketches don't add up in step.
  const profileOf = (rows: Uint32Array, seed: number): Profile => profileFrame(takeRows(frame, rows), seed);
  const own = windows.map((rows, w) => profileOf(rows, w));
  const rests = restOfEach(own);
  return [
    ...own.map((window, w) => effectsOf(tests, rests[w] ?? profile, window)),
    ...later.map((rows, w) => effectsOf(tests, profile, profileOf(rows, own.length + w))),
  ];
}

/** The effect of each test by profiles, in their order; NaN where a side has no values, and for tests by values. */
function effectsOf(tests: readonly DriftTest[], reference: Profile, current: Profile): number[] {
  const [before, now] = [byName(reference), byName(current)];
  return tests.map((test) => {
    const [a, b] = [before.get(test.column), now.get(test.column)];
    return a && b && !('method' in test) ? effectOf(test, a, b) : Number.NaN;
  });
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
