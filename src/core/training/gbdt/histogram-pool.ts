import type { Histogram } from './histogram.ts';

/** Bytes that the histograms of open leaves may take together; at least three are always there. */
const defaultBudget = 64 * 2 ** 20;

/** Histograms that are used again and again, as many as the budget allows. */
export class HistogramPool {
  readonly #free: Histogram[] = [];
  readonly #bins: number;
  #left: number;

  constructor(bins: number, budget: number = defaultBudget) {
    this.#bins = bins;
    this.#left = Math.max(3, Math.floor(budget / (24 * Math.max(1, bins))));
  }

  /** A histogram with undefined content, or undefined when all are in use. */
  take(): Histogram | undefined {
    const free = this.#free.pop();
    if (free || this.#left === 0) return free;
    this.#left -= 1;
    return new Float64Array(3 * this.#bins);
  }

  giveBack(histogram: Histogram): void {
    this.#free.push(histogram);
  }
}
