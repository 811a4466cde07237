import { type Derivatives, derivatives, type Information, type Line, logLikelihood, moveTo } from './cox-likelihood.ts';
import type { CoxRows } from './cox-rows.ts';

/** Line from the logit of the score to the logit of the outcome, with the information (negative Hessian) at the fit. */
export interface CoxFit extends Line {
  readonly information: Information;
}

const mostSteps = 100;
/** A Newton step this small is the last: it doubles the digits that are right. */
const lastStep = 1e-7;
/** From a near line every step does so: what is left after this one goes with its square, and with logits of up to 14. */
const lastNearStep = 1e-6;
/** Near the maximum a few full steps do; whoever needs more is not near. */
const fewSteps = 8;
const smallestShare = 2 ** -40;

/**
 * Maximum likelihood of logit P(y) = intercept + slope · logit, by Newton's method; with `slope` fixed at 1 only the intercept is
 * found. From `near` on where that is near: the line that the rows' chances are of, so that the first step costs no exponentials. Undefined
 * where it does not settle. Cox (1958).
 */
export function fitCox(rows: CoxRows, slope: 'free' | 'fixed', near?: Line): CoxFit | undefined {
  return (near && fullSteps(rows, near, slope)) ?? carefulSteps(rows, slope);
}

function fullSteps(rows: CoxRows, near: Line, slope: 'free' | 'fixed'): CoxFit | undefined {
  let line = near;
  for (let step = 0; step < fewSteps; step += 1) {
    if (step > 0) moveTo(line, rows);
    const known = derivatives(rows);
    const move = newtonStep(known, slope);
    const size = sizeOf(move);
    line = along(line, move, 1);
    if (size < lastNearStep) return { ...line, information: known };
    if (!(size < 1)) return undefined;
  }
  return undefined;
}

/** Steps that lose are halved until they gain. */
function carefulSteps(rows: CoxRows, slope: 'free' | 'fixed'): CoxFit | undefined {
  let line = startOf(rows, slope);
  for (let step = 0; step < mostSteps; step += 1) {
    moveTo(line, rows);
    const known = derivatives(rows);
    const move = newtonStep(known, slope);
    const size = sizeOf(move);
    if (!Number.isFinite(size)) return undefined;
    if (size < lastStep) return { ...along(line, move, 1), information: known };
    const least = logLikelihood(rows, line) * (1 + 1e-9); // the logarithm is below 0
    let share = 1;
    while (logLikelihood(rows, along(line, move, share)) < least && share > smallestShare) share /= 2;
    line = along(line, move, share);
  }
  return undefined;
}

/** A line from which steps are small: the positive rate whatever the score, or the scores as they are. */
function startOf({ label, count }: CoxRows, slope: 'free' | 'fixed'): Line {
  if (slope === 'fixed') return { intercept: 0, slope: 1 };
  let [positives, rows] = [0, 0];
  for (let i = 0; i < label.length; i += 1) {
    rows += count[i] ?? 0;
    positives += (label[i] ?? 0) * (count[i] ?? 0);
  }
  return { intercept: Math.log(positives / (rows - positives)), slope: 0 };
}

/** How far these derivatives move the line. */
export function newtonStep({ ofIntercept, ofSlope, aa, ab, bb }: Derivatives, slope: 'free' | 'fixed'): Line {
  if (slope === 'fixed') return { intercept: ofIntercept / aa, slope: 0 };
  const determinant = aa * bb - ab * ab;
  return {
    intercept: (bb * ofIntercept - ab * ofSlope) / determinant,
    slope: (aa * ofSlope - ab * ofIntercept) / determinant,
  };
}

function along(from: Line, move: Line, share: number): Line {
  return { intercept: from.intercept + share * move.intercept, slope: from.slope + share * move.slope };
}

function sizeOf({ intercept, slope }: Line): number {
  return Math.max(Math.abs(intercept), Math.abs(slope));
}
