import type { Sample } from '../sample.ts';

/**
 * Unit deviances of the Tweedie family, per row: `power` 0 is squared error, 1 Poisson (y >= 0), 2 gamma (y > 0), between
 * them compound Poisson (y >= 0); predictions above 0; NaN beyond. Jørgensen (1987), as scikit-learn's mean_tweedie_deviance.
 */
export function tweedieDeviances({ label, score }: Sample, power: number): Float64Array {
  const deviance = deviances.get(power) ?? ((y: number, m: number) => compound(y, m, power));
  return label.map((y, i) => 2 * deviance(y, score[i] ?? Number.NaN));
}

const deviances: ReadonlyMap<number, (y: number, m: number) => number> = new Map([
  [0, (y: number, m: number) => (y - m) ** 2 / 2],
  [1, (y: number, m: number) => (y === 0 ? 0 : y * Math.log(y / m)) - y + m],
  [2, (y: number, m: number) => Math.log(m / y) + y / m - 1],
]);

function compound(y: number, m: number, power: number): number {
  const [one, two] = [1 - power, 2 - power];
  return y ** two / (one * two) - (y * m ** one) / one + m ** two / two;
}
