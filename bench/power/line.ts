/** One line of bench/power.ts: how often as many rows as `aval power` plans decide, where what was planned for is true. */
export interface PowerLine {
  readonly bench: 'power';
  readonly figure: string;
  /** What decides. */
  readonly method: string;
  readonly rows: number;
  readonly unit: 'share of simulations that decide';
  readonly value: number;
  readonly planned: number;
  readonly alpha: number;
  readonly simulations: number;
  /** Whether it is within two points of the plan, beyond what two standard errors of the simulation explain. */
  readonly met: boolean;
}
