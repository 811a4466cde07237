import { degenerate, type MetricValue } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import type { Counts, Statistic } from '../statistic.ts';
import { type CoxFit, fitCox, type Near, newtonStep } from './cox-fit.ts';
import { chancesAt, type Line } from './cox-likelihood.ts';

/** Scores are kept this far from 0 and 1, where the logit is infinite. */
const clip = 1e-6;

/**
 * Intercept or slope of the logistic regression of the label on the logit of the score: 0 and 1 for calibrated scores. With
 * the slope fixed at 1 the intercept is calibration-in-the-large. Degenerate with one class only, and, where the slope is
 * free, when a cut of the score separates the classes: then no slope is the likeliest. `leaveOneOut` takes one Newton
 * step from the fit of all rows (Pregibon 1981), not a fit for each row.
 */
export function coxStatistic(
  { label, score }: Sample,
  slope: 'free' | 'fixed',
  read: (line: Line) => number,
  eps: number = clip,
): Statistic {
  const logit = score.map((s) => {
    const p = Math.min(1 - eps, Math.max(eps, s));
    return Math.log(p / (1 - p));
  });
  let whole: CoxFit | undefined;
  const fitWhole = () => {
    whole ??= fitCox(label, logit, new Uint32Array(label.length).fill(1), slope);
    return whole;
  };
  let near: Near | undefined;
  const nearWhole = () => {
    const line = fitWhole();
    near ??= line && { line, chances: chancesAt(line, logit, new Float64Array(label.length)) };
    return near;
  };
  return {
    rows: label.length,
    counted: label.length,
    value(counts): MetricValue {
      const reason = noFit(label, logit, counts, slope);
      if (reason !== undefined) return degenerate(reason);
      const found = fitCox(label, logit, counts, slope, nearWhole());
      return found ? { value: read(found) } : degenerate('the likelihood has no clear maximum');
    },
    leaveOneOut() {
      const found = fitWhole();
      return label.map((y, row) => (found ? read(without(found, logit[row] ?? 0, y, slope)) : Number.NaN));
    },
  };
}

/** Why there is no likeliest line. */
function noFit(label: Float64Array, logit: Float64Array, counts: Counts, slope: 'free' | 'fixed'): string | undefined {
  const [none, all] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const ends = { positive: { low: none, high: all }, negative: { low: none, high: all } };
  for (let i = 0; i < label.length; i += 1) {
    if ((counts[i] ?? 0) === 0) continue;
    const side = label[i] === 1 ? ends.positive : ends.negative;
    const x = logit[i] ?? Number.NaN;
    if (x < side.low) side.low = x;
    if (x > side.high) side.high = x;
  }
  const { positive, negative } = ends;
  if (positive.low === none || negative.low === none) return 'only one class';
  if (slope === 'fixed') return undefined;
  if (Math.min(positive.low, negative.low) === Math.max(positive.high, negative.high)) return 'every score is the same';
  return positive.low < negative.high && negative.low < positive.high
    ? undefined
    : 'a cut of the score separates the classes';
}

/** The fit without one row, by one Newton step. */
function without(fit: CoxFit, x: number, y: number, slope: 'free' | 'fixed'): Line {
  const chance = 1 / (1 + Math.exp(-(fit.intercept + fit.slope * x)));
  const weight = chance * (1 - chance);
  const { aa, ab, bb } = fit.information;
  const rest = { aa: aa - weight, ab: ab - weight * x, bb: bb - weight * x * x };
  const step = newtonStep({ ofIntercept: chance - y, ofSlope: (chance - y) * x, ...rest }, slope);
  return { intercept: fit.intercept + step.intercept, slope: fit.slope + step.slope };
}
