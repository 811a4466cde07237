import { studentTwoSided } from '../../../comparison/student-t.ts';
import { summariseMoments } from '../../profile/moment-summary.ts';
import { momentsOf } from '../../profile/moments.ts';

export interface TTest {
  readonly t: number;
  /** Two-sided. */
  readonly p: number;
}

export interface TTests {
  /** Each side with its own variance (Welch 1947). */
  readonly welch: TTest;
  /** One variance of both sides (Student 1908). */
  readonly pooled: TTest;
  /** |Difference of the means|, in the values' unit. */
  readonly difference: number;
  /** Standard deviation of the reference, by n. */
  readonly referenceSd: number;
}

/** Tests that two means are equal. NaN with fewer than two values on a side. */
export function tTests(reference: Float64Array, current: Float64Array): TTests {
  const [a, b] = [summariseMoments(momentsOf(reference)), summariseMoments(momentsOf(current))];
  const difference = a.mean - b.mean;
  const [va, vb] = [a.sampleVariance / a.count, b.sampleVariance / b.count];
  const degrees = (va + vb) ** 2 / (va ** 2 / (a.count - 1) + vb ** 2 / (b.count - 1));
  const free = a.count + b.count - 2;
  const variance = (a.sampleVariance * (a.count - 1) + b.sampleVariance * (b.count - 1)) / free;
  return {
    welch: test(difference, Math.sqrt(va + vb), degrees),
    pooled: test(difference, Math.sqrt(variance * (1 / a.count + 1 / b.count)), free),
    difference: Math.abs(difference),
    referenceSd: Math.sqrt(a.populationVariance),
  };
}

/** Of two constants: equal ones do not differ, others surely do. */
function test(difference: number, se: number, degrees: number): TTest {
  if (se === 0) return difference === 0 ? { t: 0, p: 1 } : { t: Math.sign(difference) * Infinity, p: 0 };
  const t = difference / se;
  return { t, p: studentTwoSided(t, degrees) };
}
