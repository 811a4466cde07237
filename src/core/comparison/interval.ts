/** Both ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An interval around the difference that it is about. */
export interface DifferenceInterval extends Interval {
  readonly difference: number;
}

/** The further bound of either on each side. */
export function further(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}
