/** One line of bench/coverage.ts: how often an interval held the truth among the simulations in which it was defined. */
export interface CoverageLine {
  readonly bench: 'coverage';
  readonly figure: string;
  readonly method: string;
  readonly population: string;
  readonly rows: number;
  readonly prevalence?: number | undefined;
  readonly unit: string;
  /** Absent where the estimate was never defined. */
  readonly value?: number | undefined;
  /** Shares of intervals that lie wholly below, or above, the truth: each has half of 1 - nominal. */
  readonly below?: number | undefined;
  readonly above?: number | undefined;
  readonly meanWidth?: number | undefined;
  /** Share of simulations in which there was no estimate. */
  readonly undefined: number;
  readonly simulations: number;
  readonly resamples: number;
  readonly truth: number;
  readonly nominal: number;
  readonly met?: boolean | undefined;
}
