import { solveSymmetric } from '../../../training/linear/cholesky.ts';
import { eachPooledValue } from './pooled-steps.ts';

/** Upper points of the standardised two-sample statistic: Scholz and Stephens (1987), table 2, b0 + b1 + b2. */
const levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const b = [
  [0.675, -0.245, -0.105],
  [1.281, 0.25, -0.305],
  [1.645, 0.678, -0.362],
  [1.96, 1.149, -0.391],
  [2.326, 1.822, -0.396],
  [2.573, 2.364, -0.345],
  [3.085, 3.615, -0.154],
] as const;
export const andersonDarlingCriticals = b.map(([b0, b1, b2]) => b0 + b1 + b2);

export interface AndersonDarling {
  /** Standardised: its mean is 0, its variance 1 when nothing differs. */
  readonly statistic: number;
  /** Between 0.001 and 0.25, where the table ends. */
  readonly p: number;
  /** Root mean square of F - G over all rows, each weighted by 1 / (H (1 - H)) of the pooled distribution H: gaps in the tails count more. */
  readonly gap: number;
}

/** Both samples ascending, not empty and of at least four values together, two of them different; NaN else. Midranks for ties. */
export function andersonDarling(reference: Float64Array, current: Float64Array): AndersonDarling {
  const [n, m] = [reference.length, current.length];
  const total = n + m;
  let [i, j, before, sum] = [0, 0, 0, 0];
  eachPooledValue(reference, current, (_, a, c) => {
    const ties = a + c;
    const pooled = before + ties / 2;
    const spread = pooled * (total - pooled) - (total * ties) / 4;
    const [missA, missB] = [total * (i + a / 2) - pooled * n, total * (j + c / 2) - pooled * m];
    if (spread > 0) sum += (ties / total) * ((missA ** 2 / n + missB ** 2 / m) / spread);
    [i, j, before] = [i + a, j + c, before + ties];
  });
  const raw = (sum * (total - 1)) / total;
  const statistic = (raw - 1) / Math.sqrt(varianceOf(n, m));
  return { statistic, p: pOf(statistic), gap: Math.sqrt((raw * total) / (n * m)) };
}

/** Variance of the two-sample statistic: Scholz and Stephens (1987), equation 4 with k = 2. */
function varianceOf(n: number, m: number): number {
  const total = n + m;
  const inverse = 1 / n + 1 / m;
  let [h, g, tail] = [0, 0, 0];
  for (let i = 1; i < total; i++) h += 1 / i;
  for (let i = total - 1, j = 2; j < total; i--, j++) {
    tail += 1 / i;
    g += tail / j;
  }
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b2 = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (a * total ** 3 + b2 * total ** 2 + c * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

/** ln p as a parabola of the statistic, fitted to the table by least squares. */
const parabola = (() => {
  const at = (power: number) => andersonDarlingCriticals.reduce((sum, x) => sum + x ** power, 0);
  const rows = [0, 1, 2];
  const moments = Float64Array.from(rows.flatMap((row) => rows.map((column) => at(row + column))));
  const right = rows.map((power) =>
    andersonDarlingCriticals.reduce((sum, x, i) => sum + x ** power * Math.log(levels[i] ?? 1), 0),
  );
  return solveSymmetric(moments, Float64Array.from(right));
})();

function pOf(statistic: number): number {
  if (Number.isNaN(statistic)) return Number.NaN;
  if (statistic < Math.min(...andersonDarlingCriticals)) return 0.25;
  if (statistic > Math.max(...andersonDarlingCriticals)) return 0.001;
  const [c0 = 0, c1 = 0, c2 = 0] = parabola;
  return Math.exp(c0 + c1 * statistic + c2 * statistic ** 2);
}
