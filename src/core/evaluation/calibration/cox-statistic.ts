import { degenerate, type MetricValue } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { type CoxFit, fitCox, newtonStep } from './cox-fit.ts';
import { type Line, moveTo } from './cox-likelihood.ts';
import { counter, everyRow, whyNoLine } from './cox-rows.ts';

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
  const whole = everyRow(label, logit);
  const counted = counter(whole);
  let fitted: { readonly line: CoxFit | undefined } | undefined;
  const fitWhole = () => {
    if (fitted !== undefined) return fitted.line;
    const line = fitCox(whole, slope);
    if (line) moveTo(line, whole);
    fitted = { line };
    return line;
  };
  return {
    rows: label.length,
    counted: label.length,
    value(counts): MetricValue {
      const near = fitWhole();
      const rows = counted(counts);
      const reason = whyNoLine(rows, slope);
      if (reason !== undefined) return degenerate(reason);
      const found = fitCox(rows, slope, near);
      return found ? { value: read(found) } : degenerate('the likelihood has no clear maximum');
    },
    leaveOneOut() {
      const found = fitWhole();
      return label.map((y, row) => (found ? read(without(found, logit[row] ?? 0, y, slope)) : Number.NaN));
    },
  };
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
