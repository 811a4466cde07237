/** Port: where an evaluation runs. */
export interface Stopwatch {
  /** Milliseconds since some moment, never going back; finer than a thousandth. */
  now(): number;
  /** The machine in words: what its times are true of. */
  readonly machine: string;
}
