import type { Interval } from '../interval.ts';
import { studentQuantile, studentTwoSided } from '../student-t.ts';

export interface PairedT {
  readonly mean: number;
  /** Standard deviation of the differences, ddof 1. */
  readonly deviation: number;
  readonly t: number;
  /** Two-sided p that the mean is 0. */
  readonly p: number;
  /** Cohen's d of paired differences: mean over deviation. */
  readonly effect: number;
  /** Two-sided 1 - 2 alpha. */
  interval(alpha: number): Interval;
  /** One-sided p that the mean is at most `line`. */
  above(line: number): number;
  /** One-sided p that the mean is at least `line`. */
  below(line: number): number;
}

/** Student's t test of paired differences, 2 or more. Undefined where they don't vary: then nothing is known of chance. */
export function pairedT(differences: Float64Array): PairedT | undefined {
  const n = differences.length;
  if (n < 2) return undefined;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const deviation = Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1));
  if (!(deviation > 0)) return undefined;
  const error = deviation / Math.sqrt(n);
  const upper = (t: number) => (t > 0 ? studentTwoSided(t, n - 1) / 2 : 1 - studentTwoSided(t, n - 1) / 2);
  return {
    mean,
    deviation,
    t: mean / error,
    p: studentTwoSided(mean / error, n - 1),
    effect: mean / deviation,
    interval(alpha) {
      const half = studentQuantile(1 - alpha, n - 1) * error;
      return { low: mean - half, high: mean + half };
    },
    above: (line) => upper((mean - line) / error),
    below: (line) => upper((line - mean) / error),
  };
}

/** p of two one-sided t tests that the mean lies within ± margin: that it is not below, that it is not above, and that it is neither. Schuirmann (1987). */
export function equivalenceP(test: PairedT, margin: number) {
  const [lower, upper] = [test.above(-margin), test.below(margin)];
  return { lower, upper, both: Math.max(lower, upper) };
}
