import type { Counts } from '../statistic.ts';

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

export function derivatives(
  label: Float64Array,
  logit: Float64Array,
  counts: Counts,
  chances: Float64Array,
): Derivatives {
  let [ofIntercept, ofSlope, aa, ab, bb] = [0, 0, 0, 0, 0];
  for (let i = 0; i < label.length; i += 1) {
    const count = counts[i] ?? 0;
    const x = logit[i] ?? 0;
    const chance = chances[i] ?? 0;
    const miss = count * ((label[i] ?? 0) - chance);
    const weight = count * chance * (1 - chance);
    ofIntercept += miss;
    ofSlope += miss * x;
    aa += weight;
    ab += weight * x;
    bb += weight * x * x;
  }
  return { ofIntercept, ofSlope, aa, ab, bb };
}

/** Chance of the outcome that the line gives each row; rows that don't count keep what `chances` held. */
export function chancesAt(line: Line, logit: Float64Array, chances: Float64Array, counts?: Counts): Float64Array {
  for (let i = 0; i < logit.length; i += 1) {
    if (counts?.[i] === 0) continue;
    chances[i] = 1 / (1 + Math.exp(-line.intercept - line.slope * (logit[i] ?? 0)));
  }
  return chances;
}

export function logLikelihood(label: Float64Array, logit: Float64Array, counts: Counts, line: Line): number {
  let log = 0;
  for (let i = 0; i < label.length; i += 1) {
    const value = line.intercept + line.slope * (logit[i] ?? 0);
    log += (counts[i] ?? 0) * ((label[i] ?? 0) * value - Math.max(0, value) - Math.log1p(Math.exp(-Math.abs(value))));
  }
  return log;
}
