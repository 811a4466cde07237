import type { CategoryColumn } from '../../features/frame.ts';
import type { TrainingData } from '../engine.ts';
import { kernelBytes } from '../kernels/kernel-memory.ts';
import { compileTrees } from './compile-trees.ts';
import type { FeatureBins } from './feature-bins.ts';
import { binAll, binnerBytes, FrameBinner } from './frame-binner.ts';
import { Kernels } from './kernels/kernels.ts';
import type { Loss } from './loss.ts';
import { ownColumns, type Place } from './shared-columns.ts';
import type { Tree } from './tree.ts';
import { widestMaskBytes } from './tree-masks.ts';

/** Follows the loss on rows that were set aside, and says when it has not fallen for a number of trees. */
export class EarlyStopping {
  /** Rounds after which the loss was lowest: of one tree, or of one for each class. */
  bestRounds = 0;
  readonly #rounds: number;
  readonly #loss: Loss;
  readonly #label: Float64Array;
  readonly #weight: Float64Array;
  readonly #query: CategoryColumn | undefined;
  readonly #kernels: Kernels;
  readonly #scores: readonly Float64Array[];
  readonly #columns: readonly Uint8Array[];
  readonly #places: readonly Place[];
  #done = 0;
  #lowest: number;

  constructor(watch: TrainingData, features: readonly FeatureBins[], loss: Loss, rounds: number) {
    this.#rounds = rounds;
    this.#loss = loss;
    this.#label = watch.label;
    this.#query = watch.query;
    const rows = watch.label.length;
    this.#weight = watch.weight ?? new Float64Array(rows).fill(1);
    const scores = loss.baseScores.length * kernelBytes(8 * rows);
    const columns = features.length * kernelBytes(rows) + binnerBytes(features.length);
    this.#kernels = new Kernels(columns + scores + widestMaskBytes(features.length));
    this.#scores = loss.baseScores.map((score) => this.#kernels.numbers(rows).fill(score));
    this.#columns = new FrameBinner(features, this.#kernels).bind(watch.frame).map((binRows) => {
      const bins = this.#kernels.bytes(rows);
      binAll(binRows, bins);
      return bins;
    });
    this.#places = ownColumns(features.length);
    this.#lowest = this.#mean();
  }

  /** Takes note of the next round, a tree for each output (leaf values in the loss's units). True: stop, `bestRounds` were enough. */
  stopAfter(round: readonly Tree[]): boolean {
    const bins = { features: this.#columns, columns: this.#columns };
    for (const [output, scores] of this.#scores.entries()) {
      const mark = this.#kernels.mark();
      compileTrees(round.slice(output, output + 1), this.#places, this.#kernels, bins)(scores);
      this.#kernels.rewind(mark);
    }
    this.#done += 1;
    const mean = this.#mean();
    if (mean < this.#lowest) {
      this.#lowest = mean;
      this.bestRounds = this.#done;
    }
    return this.#done - this.bestRounds >= this.#rounds;
  }

  #mean(): number {
    return this.#loss.mean(this.#scores, this.#label, this.#weight, this.#query);
  }
}
