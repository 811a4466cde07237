import type { LoggedRows } from './logged-rows.ts';
import type { PredictionLog } from './prediction-log.ts';

/** The log at the place that git names, opened by the first look that names one. Where none is named nothing is recorded. */
export class ProjectLog implements PredictionLog {
  readonly #open: (address: string) => Promise<PredictionLog>;
  readonly #told: (line: string) => void;
  #log: PredictionLog | undefined;
  #address: string | undefined;
  #toldOf: string | undefined;

  constructor(open: (address: string) => Promise<PredictionLog>, told: (line: string) => void) {
    this.#open = open;
    this.#told = told;
  }

  /** What git names now. Another place than at first is for the next start: half of a day in each would be found by nobody. Throws what opening throws. */
  async use(address: string | undefined): Promise<void> {
    if (address === undefined || address === this.#address) return;
    if (this.#log === undefined) {
      this.#log = await this.#open(address);
      this.#address = address;
      this.#told(`predictions are kept at ${address}`);
    } else if (address !== this.#toldOf) {
      this.#told(`aval.yaml names ${address} for predictions now; until the next start they go to ${this.#address}`);
    }
    this.#toldOf = address;
  }

  record(rows: LoggedRows): void {
    this.#log?.record(rows);
  }

  get dropped(): number {
    return this.#log?.dropped ?? 0;
  }

  get stored(): number {
    return this.#log?.stored ?? 0;
  }

  async close(): Promise<void> {
    await this.#log?.close();
  }
}
