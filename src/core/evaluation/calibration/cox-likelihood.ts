import type { CoxRows } from './cox-rows.ts';

export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

export interface Information {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

/** First derivatives of the log likelihood, and the negative of its second ones. */
export interface Derivatives extends Information {
  readonly ofIntercept: number;
  readonly ofSlope: number;
}

/** At the line that the rows' chances are of. */
export function derivatives({ label, logit, count, chance }: CoxRows): Derivatives {
  let [ofIntercept, ofSlope, aa, ab, bb] = [0, 0, 0, 0, 0];
  for (let i = 0; i < label.length; i += 1) {
    const times = count[i] ?? 0;
    const x = logit[i] ?? 0;
    const p = chance[i] ?? 0;
    const miss = times * ((label[i] ?? 0) - p);
    const weight = times * p * (1 - p);
    ofIntercept += miss;
    ofSlope += miss * x;
    aa += weight;
    ab += weight * x;
    bb += weight * x * x;
  }
  return { ofIntercept, ofSlope, aa, ab, bb };
}

/** Gives each row the chance of the outcome that the line gives it. */
export function moveTo({ intercept, slope }: Line, { logit, chance }: CoxRows): void {
  for (let i = 0; i < logit.length; i += 1) chance[i] = 1 / (1 + Math.exp(-intercept - slope * (logit[i] ?? 0)));
}

export function logLikelihood({ label, logit, count }: CoxRows, line: Line): number {
  let log = 0;
  for (let i = 0; i < label.length; i += 1) {
    const value = line.intercept + line.slope * (logit[i] ?? 0);
    log += (count[i] ?? 0) * ((label[i] ?? 0) * value - Math.max(0, value) - Math.log1p(Math.exp(-Math.abs(value))));
  }
  return log;
}
