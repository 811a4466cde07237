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
  /** Trees after which the loss was lowest. */
  bestTrees = 0;
  readonly #rounds: number;
  readonly #loss: Loss;
  readonly #label: Float64Array;
  readonly #kernels: Kernels;
  readonly #scores: Float64Array;
  readonly #columns: readonly Uint8Array[];
  readonly #places: readonly Place[];
  #trees = 0;
  #lowest: number;

  constructor(watch: TrainingData, features: readonly FeatureBins[], loss: Loss, rounds: number) {
    this.#rounds = rounds;
    this.#loss = loss;
    this.#label = watch.label;
    const rows = watch.label.length;
    const columns = features.length * kernelBytes(rows) + binnerBytes(features.length);
    this.#kernels = new Kernels(columns + kernelBytes(8 * rows) + widestMaskBytes(features.length));
    this.#scores = this.#kernels.numbers(rows).fill(loss.baseScore);
    this.#columns = new FrameBinner(features, this.#kernels).bind(watch.frame).map((binRows) => {
      const bins = this.#kernels.bytes(rows);
      binAll(binRows, bins);
      return bins;
    });
    this.#places = ownColumns(features.length);
    this.#lowest = loss.mean(this.#scores, this.#label);
  }

  /** Takes note of the next tree (leaf values in the loss's units). True: stop, `bestTrees` were enough. */
  stopAfter(tree: Tree): boolean {
    const mark = this.#kernels.mark();
    const bins = { features: this.#columns, columns: this.#columns };
    compileTrees([tree], this.#places, this.#kernels, bins)(this.#scores);
    this.#kernels.rewind(mark);
    this.#trees += 1;
    const mean = this.#loss.mean(this.#scores, this.#label);
    if (mean < this.#lowest) {
      this.#lowest = mean;
      this.bestTrees = this.#trees;
    }
    return this.#trees - this.bestTrees >= this.#rounds;
  }
}
