/** Natural logarithm with the same bits on every JavaScript engine, unlike `Math.log`; see exponential.ts for why. */
const view = new DataView(new ArrayBuffer(8));
const ln2 = Math.LN2;

/** ln(x) for normal positive doubles (2^-1022 and above), error below 2e-15 relative or absolute, whichever is larger. */
export function logarithm(x: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  view.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = view.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln(m) = 2 artanh((m - 1) / (m + 1)), |s| <= 0.172: ten terms reach the last bit.
  const s = (mantissa - 1) / (mantissa + 1);
  const t = s * s;
  let series = 0;
  for (let odd = 21; odd >= 1; odd -= 2) series = series * t + 1 / odd;
  return exponent * ln2 + 2 * s * series;
}
