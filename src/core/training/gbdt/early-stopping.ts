import type { TrainingData } from '../engine.ts';
import { bindFrame } from './bin-frame.ts';
import { compileTrees } from './compile-trees.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { Loss } from './loss.ts';
import { ownColumns, type Place } from './shared-columns.ts';
import type { Tree } from './tree.ts';

/** Follows the loss on rows that were set aside, and says when it has not fallen for a number of trees. */
export class EarlyStopping {
  /** Trees after which the loss was lowest. */
  bestTrees = 0;
  readonly #rounds: number;
  readonly #loss: Loss;
  readonly #label: Float64Array;
  readonly #scores: Float64Array;
  readonly #columns: readonly Uint8Array[];
  readonly #places: readonly Place[];
  #trees = 0;
  #lowest: number;

  constructor(watch: TrainingData, features: readonly FeatureBins[], loss: Loss, rounds: number) {
    this.#rounds = rounds;
    this.#loss = loss;
    this.#label = watch.label;
    this.#scores = new Float64Array(watch.label.length).fill(loss.baseScore);
    this.#columns = bindFrame(features, watch.frame).map((binRows) => {
      const bins = new Uint8Array(watch.label.length);
      binRows(bins, 0, bins.length);
      return bins;
    });
    this.#places = ownColumns(features.length);
    this.#lowest = loss.mean(this.#scores, this.#label);
  }

  /** Takes note of the next tree (leaf values in the loss's units). True: stop, `bestTrees` were enough. */
  stopAfter(tree: Tree): boolean {
    const bins = { features: this.#columns, columns: this.#columns };
    for (const addTree of compileTrees([tree], this.#places)) addTree(this.#scores, bins);
    this.#trees += 1;
    const mean = this.#loss.mean(this.#scores, this.#label);
    if (mean < this.#lowest) {
      this.#lowest = mean;
      this.bestTrees = this.#trees;
    }
    return this.#trees - this.bestTrees >= this.#rounds;
  }
}
