/** Coefficients of 1/x, 1/x³, … in Stirling's series (Abramowitz and Stegun 6.1.41). */
const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360];
/** From here on the series is exact to the last digits; smaller x are shifted up by Γ(x + 1) = x Γ(x). */
const large = 10;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let shift = 1;
  let y = x;
  for (; y < large; y += 1) shift *= y;
  const rest = series.reduceRight((sum, coefficient) => sum / (y * y) + coefficient, 0) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + rest - Math.log(shift);
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
