import { logBeta } from '../log-gamma.ts';

/** A test that may be looked at after every row: its p holds whenever one stops adding rows. */
export interface AnytimeTest {
  /** Evidence against the null hypothesis, 1 on average under it. */
  readonly evidence: number;
  /** min(1, 1 / evidence). */
  readonly p: number;
}

/** Sign test on the rows that only one model gets right, as an e-value: B(b + ½, c + ½) / B(½, ½) · 2^(b + c). */
export function signEvidence(onlyChallenger: number, onlyChampion: number): AnytimeTest {
  const [b, c] = [onlyChallenger, onlyChampion];
  return anytime(Math.exp(logBeta(b + 0.5, c + 0.5) - logBeta(0.5, 0.5) + (b + c) * Math.LN2));
}

/**
 * Normal mixture sequential probability ratio test of the mean of `n` paired differences, its prior N(0, tau²) (Robbins 1970). `halfWidth`: of the confidence
 * sequence at two-sided `alpha`.
 */
export function mixtureRatio(
  { mean, variance, n }: { readonly mean: number; readonly variance: number; readonly n: number },
  tau: number,
): AnytimeTest & { halfWidth(alpha: number): number } {
  const [v, t] = [variance / n, tau * tau];
  const ratio = Math.sqrt(v / (v + t)) * Math.exp((t * mean * mean) / (2 * v * (v + t)));
  return {
    ...anytime(ratio),
    halfWidth: (alpha) => Math.sqrt(((v * (v + t)) / t) * (2 * Math.log(1 / alpha) + Math.log((v + t) / v))),
  };
}

function anytime(evidence: number): AnytimeTest {
  return { evidence, p: Math.min(1, 1 / evidence) };
}
