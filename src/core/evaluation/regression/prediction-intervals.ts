import type { Sample } from '../sample.ts';

export interface IntervalQuality {
  /** Share of targets inside, ends included. */
  readonly coverage: number;
  readonly meanWidth: number;
  /** Mean width + 2/alpha times the distance of the targets outside: lower is better. Winkler (1972). */
  readonly winkler: number;
}

/** Quality of prediction intervals that should miss `alpha` of the targets. */
export function intervalQuality(
  label: Sample['label'],
  low: Float64Array,
  high: Float64Array,
  alpha: number,
): IntervalQuality {
  let [inside, width, outside] = [0, 0, 0];
  for (const [i, y] of label.entries()) {
    const distance = Math.max((low[i] ?? Number.NaN) - y, y - (high[i] ?? Number.NaN), 0);
    inside += distance === 0 ? 1 : 0;
    width += (high[i] ?? Number.NaN) - (low[i] ?? Number.NaN);
    outside += distance;
  }
  const n = label.length;
  return { coverage: inside / n, meanWidth: width / n, winkler: width / n + (2 / alpha) * (outside / n) };
}
