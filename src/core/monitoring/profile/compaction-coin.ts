/** A bit of (seed, number): the 32-bit finaliser of MurmurHash3 over both, so that neighbouring numbers give unrelated bits. */
export function compactionCoin(seed: number, number: number): 0 | 1 {
  let mixed = (seed ^ Math.imul(number + 1, 0x9e37_79b9)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return ((mixed ^ (mixed >>> 16)) & 1) === 0 ? 0 : 1;
}
