/**
 * Moves rows `source[from]` to `source[to - 1]` into `target`: those that go left from `from` upwards, the others from
 * `to - 1` downwards. Returns where the right side begins. Branchless: both stores always happen, only the cursors
 * depend on the row, so a split that no processor can predict costs no more than one it can.
 */
export function partition(
  source: Uint32Array,
  target: Uint32Array,
  bins: Uint8Array,
  goesLeft: Uint8Array,
  from: number,
  to: number,
): number {
  let left = from;
  let right = to - 1;
  for (let k = from; k < to; k++) {
    const row = source[k] as number; // from <= k < to <= length
    const isLeft = goesLeft[bins[row] as number] as number; // 256 entries, one for each byte
    target[left] = row;
    target[right] = row;
    left += isLeft;
    right += isLeft - 1;
  }
  return left;
}
