/** Both ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An interval around the difference that it is about. */
export interface DifferenceInterval extends Interval {
  readonly difference: number;
}
