import type { ParametersOf } from '../../definitions/schema/model.ts';
import type { Progress, TrainingData } from '../engine.ts';
import { kernelBytes } from '../kernels/kernel-memory.ts';
import { binFrame } from './bin-frame.ts';
import { layOutHistogram, layoutBytes } from './column-groups.ts';
import { EarlyStopping } from './early-stopping.ts';
import { binnerBytes } from './frame-binner.ts';
import type { GbdtModel } from './gbdt-model.ts';
import { type Ground, growTree } from './grow-tree.ts';
import { builderBytes, HistogramBuilder } from './histogram.ts';
import { HistogramPool } from './histogram-pool.ts';
import { Kernels } from './kernels/kernels.ts';
import { logLoss } from './log-loss.ts';
import type { Loss } from './loss.ts';
import { type OpenLeaf, treeOf } from './open-leaf.ts';
import { squaredLoss } from './squared-loss.ts';
import type { Tree } from './tree.ts';

export type GbdtParameters = ParametersOf<'gbdt'>;

/** How a training run is watched and stopped. */
export interface Watch {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Rows that tell when to stop, and after how many trees without progress. */
  readonly stopping?: { readonly rows: TrainingData; readonly rounds: number };
}

const stage = 'train gbdt';

/** Gradient boosting (Friedman 2001) with Newton leaf values. Yields to the event loop after each tree. */
export async function boost(
  data: TrainingData,
  parameters: GbdtParameters,
  seed: number,
  { progress, signal, stopping }: Watch,
): Promise<GbdtModel> {
  const kernels = new Kernels(groundBytes(data.label.length, data.frame.columns.size));
  const frame = binFrame(data.frame, kernels);
  const loss = data.task === 'binary' ? logLoss(data.label, seed) : squaredLoss(data.label);
  const early = stopping && new EarlyStopping(stopping.rows, frame.features, loss, stopping.rounds);
  const grower = new Boosting(prepareGround(kernels, frame, loss), loss, parameters);
  const trees: Tree[] = [];
  let note: string | undefined;
  while (trees.length < parameters.trees && frame.features.length > 0) {
    signal.throwIfAborted();
    const root = grower.next(trees.length);
    if (!root.branch) {
      note = `nothing left to split after ${trees.length}`;
      break;
    }
    trees.push(treeOf(root, loss.toLabelUnits));
    if (early?.stopAfter(treeOf(root, 1))) {
      note = `early stop at ${early.bestTrees}`;
      break;
    }
    progress(stage, trees.length, parameters.trees);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (note) progress(stage, parameters.trees, parameters.trees, note);
  const kept = early ? trees.slice(0, early.bestTrees) : trees;
  return { task: data.task, baseScore: loss.baseScore * loss.toLabelUnits, features: frame.features, trees: kept };
}

/** Kernel memory for a training: bins, their layout, statistics, and three lists of rows. */
function groundBytes(rows: number, features: number): number {
  const perFeature = kernelBytes(rows) * features + layoutBytes(rows, features) + builderBytes(features);
  return perFeature + binnerBytes(features) + kernelBytes(8 * rows) + 3 * kernelBytes(4 * rows) + kernelBytes(256);
}

function prepareGround(kernels: Kernels, frame: Ground['frame'], { unpack }: Loss): Ground {
  const layout = layOutHistogram(frame, kernels);
  return {
    kernels,
    frame,
    layout,
    builder: new HistogramBuilder(layout, unpack, kernels),
    pool: new HistogramPool(layout.bins),
    packed: kernels.numbers(frame.rows),
    allRows: countUp(kernels.rows(frame.rows)),
    buffers: [kernels.rows(frame.rows), kernels.rows(frame.rows)],
    goesLeft: kernels.bytes(256),
  };
}

/** Scores of the training rows, and the tree that comes next. */
class Boosting {
  readonly #ground: Ground;
  readonly #loss: Loss;
  readonly #parameters: GbdtParameters;
  readonly #scores: Float64Array;

  constructor(ground: Ground, loss: Loss, parameters: GbdtParameters) {
    this.#ground = ground;
    this.#loss = loss;
    this.#parameters = parameters;
    this.#scores = new Float64Array(ground.frame.rows).fill(loss.baseScore);
  }

  next(tree: number): OpenLeaf {
    const { minimumRows, l2, categorySmoothing, leaves: maximumLeaves, learningRate } = this.#parameters;
    const units = this.#loss.pack(tree, this.#scores, this.#ground.packed);
    const rules = { minimumRows, l2, categorySmoothing, units };
    const { root, leaves } = growTree(this.#ground, rules, maximumLeaves);
    if (!root.branch) return root;
    for (const leaf of leaves) {
      leaf.value = (-learningRate * leaf.sums.gradient) / (leaf.sums.hessian + l2);
      addToRows(this.#scores, leaf.index, leaf.from, leaf.to, leaf.value);
    }
    return root;
  }
}

function countUp(index: Uint32Array): Uint32Array {
  for (let row = 0; row < index.length; row++) index[row] = row;
  return index;
}

function addToRows(scores: Float64Array, index: Uint32Array, from: number, to: number, value: number): void {
  for (let k = from; k < to; k++) (scores[index[k] as number] as number) += value; // index holds rows
}
