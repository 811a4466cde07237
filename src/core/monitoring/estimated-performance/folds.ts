import { createRandom } from '../../comparison/random.ts';

/**
 * Which of `count` folds each row is in, so that what is fitted on the others can be tried on it. Rows of one `kind` (a class, say) are spread over all
 * folds alike. The same seed gives the same folds.
 */
export function foldsOf(kind: Float64Array, count: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const draws = Float64Array.from(kind, () => random.next());
  const order = [...kind.keys()].sort(
    (a, b) => (kind[a] ?? 0) - (kind[b] ?? 0) || (draws[a] ?? 0) - (draws[b] ?? 0) || a - b,
  );
  const folds = new Uint8Array(kind.length);
  for (const [place, row] of order.entries()) folds[row] = place % count;
  return folds;
}

/** The rows of a fold, and all others. */
export function splitByFold(
  folds: Uint8Array,
  fold: number,
): { readonly own: Uint32Array; readonly rest: Uint32Array } {
  const rows = [...folds.keys()];
  return {
    own: Uint32Array.from(rows.filter((row) => folds[row] === fold)),
    rest: Uint32Array.from(rows.filter((row) => folds[row] !== fold)),
  };
}
