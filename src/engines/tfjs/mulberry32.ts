/**
 * A 32-bit generator of uniform numbers in [0, 1), for dropout and shuffling (Tommy Ettinger's mulberry32, public
 * domain). Not for anything secret.
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A permutation of 0 … length - 1 by Fisher and Yates; `order` is shuffled in place. */
export function shuffle(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[at] ?? 0;
    order[at] = kept;
  }
}
