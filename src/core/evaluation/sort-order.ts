const digitBits = 11;
const buckets = 1 << digitBits;
const passes = Math.ceil(64 / digitBits);

/**
 * Positions of `values` in ascending order; equal values keep the order they have in `start` (default: as they come),
 * so sorts by several keys chain, last key first. Radix sort over the bits of the doubles, linear in rows. `values` has
 * no NaN; -0 equals 0.
 */
export function sortOrder(values: Float64Array, start?: Uint32Array): Uint32Array {
  const n = values.length;
  const keys = sortableBits(values);
  let order = start ? start.slice() : new Uint32Array(n).map((_, i) => i);
  let next = new Uint32Array(n);
  for (let pass = 0; pass < passes; pass += 1) {
    const digits = digitsOf(keys, pass * digitBits);
    const ends = new Uint32Array(buckets + 1);
    for (let i = 0; i < n; i += 1) ends[(digits[i] ?? 0) + 1] = (ends[(digits[i] ?? 0) + 1] ?? 0) + 1;
    if (ends.includes(n)) continue; // every value has the same digit here
    for (let b = 1; b <= buckets; b += 1) ends[b] = (ends[b] ?? 0) + (ends[b - 1] ?? 0);
    for (let i = 0; i < n; i += 1) {
      const row = order[i] ?? 0;
      const digit = digits[row] ?? 0;
      const place = ends[digit] ?? 0;
      next[place] = row;
      ends[digit] = place + 1;
    }
    [order, next] = [next, order];
  }
  return order;
}

/**
 * Low and high words whose unsigned order is the order of the doubles: sign bit flipped, negative numbers flipped
 * whole.
 */
function sortableBits(values: Float64Array): Uint32Array {
  const words = new Uint32Array(values.map((value) => value + 0).buffer); // + 0 turns -0 into 0
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1] ?? 0;
    const negative = high >>> 31 === 1;
    words[i] = negative ? ~(words[i] ?? 0) : (words[i] ?? 0);
    words[i + 1] = negative ? ~high : high ^ 0x80000000;
  }
  return words;
}

/** Bits `shift` to `shift + 10` of every 64-bit key. */
function digitsOf(keys: Uint32Array, shift: number): Uint16Array {
  const digits = new Uint16Array(keys.length / 2);
  for (let i = 0; i < digits.length; i += 1) {
    const low = keys[2 * i] ?? 0;
    const high = keys[2 * i + 1] ?? 0;
    const bits = shift >= 32 ? high >>> (shift - 32) : shift === 0 ? low : (low >>> shift) | (high << (32 - shift));
    digits[i] = bits & (buckets - 1);
  }
  return digits;
}
