/** How a sample quantile is read off between two values; numpy's names. Hyndman and Fan (1996), types 7, 5, 8 and 1, and roundings of type 7. */
export type QuantileRule = keyof typeof places;

/** Place of quantile `p` among `n` ascending values, counted from 0; between two of them it is interpolated. */
const places = {
  linear: (n: number, p: number) => (n - 1) * p,
  hazen: (n: number, p: number) => n * p - 0.5,
  median_unbiased: (n: number, p: number) => (n + 1 / 3) * p - 2 / 3,
  inverted_cdf: (n: number, p: number) => Math.ceil(n * p - 1),
  lower: (n: number, p: number) => Math.floor((n - 1) * p),
  higher: (n: number, p: number) => Math.ceil((n - 1) * p),
  nearest: (n: number, p: number) => halfToEven((n - 1) * p),
  midpoint: (n: number, p: number) => (Math.floor((n - 1) * p) + Math.ceil((n - 1) * p)) / 2,
} as const;

export const quantileRules = Object.keys(places) as readonly QuantileRule[]; // the object is closed

/** Quantile of ascending values, by linear interpolation (type 7, numpy's default) unless told. `p` in [0, 1]; no values: NaN. */
export function quantile(sorted: Float64Array, p: number, rule: QuantileRule = 'linear'): number {
  const wanted = places[rule](sorted.length, Math.min(1, Math.max(0, p)));
  const place = Math.max(0, Math.min(sorted.length - 1, wanted));
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}

function halfToEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
