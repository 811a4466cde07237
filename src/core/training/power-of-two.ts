const view = new DataView(new ArrayBuffer(8));

/**
 * The smallest power of two that is not below |x|, between 2^-1000 and 2^1000; 1 for x = 0. Multiplying by it or by its
 * inverse loses no bit, so data scaled with it give the same model as the data themselves.
 */
export function powerOfTwoAtLeast(x: number): number {
  if (x === 0) return 1;
  view.setFloat64(0, Math.abs(x));
  const high = view.getUint32(0);
  const isPower = (high & 0x000fffff) === 0 && view.getUint32(4) === 0;
  const exponent = (high >>> 20) - 1023 + (isPower ? 0 : 1);
  return 2 ** Math.max(-1000, Math.min(1000, exponent));
}
