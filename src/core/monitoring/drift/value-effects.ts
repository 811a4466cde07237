import type { Column } from '../../features/frame.ts';
import { type BoundMethod, compareSamples } from './methods/compare.ts';
import { leaveOneOut, type Sample, sampleOf } from './methods/sample.ts';

/** Effects need no p, and so no permutations. */
const seed = 0;

/** The effect of a method in each window of the reference against the other windows, and in each later one against all of it. */
export function valueEffects(
  method: BoundMethod,
  column: Column,
  { windows, later }: { readonly windows: readonly Uint32Array[]; readonly later: readonly Uint32Array[] },
  whole: Sample,
): number[] {
  const own = Array.from(
    leaveOneOut(column, windows),
    (pair) => compareSamples(method, pair.rest, pair.own, seed).effect,
  );
  return [...own, ...effectsAgainst(method, column, later, whole)];
}

/** The effect of a method in each window against all of the reference. */
export function effectsAgainst(
  method: BoundMethod,
  column: Column,
  windows: readonly Uint32Array[],
  whole: Sample,
): number[] {
  return windows.map((rows) => {
    const sample = sampleOf(column, rows);
    return sample ? compareSamples(method, whole, sample, seed).effect : Number.NaN;
  });
}
