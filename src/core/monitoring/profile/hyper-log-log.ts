const indexBits = 12;
const rankBits = 64 - indexBits;
/** Registers of the sketch: 2^12. */
export const registerCount = 2 ** indexBits;

/** Register of a 64-bit hash in 16 hex digits, and the rank in it: one more than the leading zeros of the other 52 bits. */
export function registerOf(hash: string): { readonly index: number; readonly rank: number } {
  const index = Number.parseInt(hash.slice(0, 3), 16);
  const high = Number.parseInt(hash.slice(3, 8), 16); // 20 bits
  const low = Number.parseInt(hash.slice(8), 16); // 32 bits
  const zeros = high > 0 ? Math.clz32(high) - 12 : 20 + Math.clz32(low);
  return { index, rank: zeros + 1 };
}

/** The improved raw estimator of Ertl (2017, arXiv:1702.01284, algorithm 6): without bias for small and large counts alike. */
export function estimateCardinality(registers: Uint8Array): number {
  const histogram = new Float64Array(rankBits + 2);
  for (const rank of registers) histogram[rank] = (histogram[rank] ?? 0) + 1;
  const m = registerCount;
  let z = m * tau(1 - (histogram[rankBits + 1] ?? 0) / m);
  for (let rank = rankBits; rank >= 1; rank -= 1) z = 0.5 * (z + (histogram[rank] ?? 0));
  z += m * sigma((histogram[0] ?? 0) / m);
  return (m * m) / (2 * Math.LN2 * z);
}

function sigma(start: number): number {
  if (start === 1) return Infinity;
  let [x, y, z, before] = [start, 1, start, Number.NaN];
  while (z !== before) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(start: number): number {
  if (start === 0 || start === 1) return 0;
  let [x, y, z, before] = [start, 1, 1 - start, Number.NaN];
  while (z !== before) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
