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
import type { Loss } from './loss.ts';
import { lossOf } from './loss-of.ts';
import { type OpenLeaf, treeOf } from './open-leaf.ts';
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

/**
 * Gradient boosting (Friedman 2001) with Newton leaf values: in each round a tree, or one for each of several classes. Yields to the event loop
 * after each tree.
 */
export async function boost(
  data: TrainingData,
  parameters: GbdtParameters,
  seed: number,
  { progress, signal, stopping }: Watch,
): Promise<GbdtModel> {
  const loss = lossOf(data, seed);
  const outputs = loss.baseScores.length;
  const kernels = new Kernels(groundBytes(data.label.length, data.frame.columns.size, loss.unpack.length));
  const frame = binFrame(data.frame, kernels);
  const early = stopping && new EarlyStopping(stopping.rows, frame.features, loss, stopping.rounds);
  const grower = new Boosting(prepareGround(kernels, frame, loss), loss, parameters);
  const trees: Tree[] = [];
  let note: string | undefined;
  for (let round = 0; round < parameters.trees && frame.features.length > 0; round++) {
    const roots: OpenLeaf[] = [];
    for (let output = 0; output < outputs; output++) {
      signal.throwIfAborted();
      roots.push(grower.next(trees.length + output, output));
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!roots.some((root) => root.branch)) {
      note = `nothing left to split after ${round}`;
      break;
    }
    trees.push(...roots.map((root) => treeOf(root, loss.toLabelUnits)));
    if (early?.stopAfter(roots.map((root) => treeOf(root, 1)))) {
      note = `early stop at ${early.bestRounds}`;
      break;
    }
    progress(stage, round + 1, parameters.trees);
  }
  if (note) progress(stage, parameters.trees, parameters.trees, note);
  return {
    task: data.task,
    baseScores: loss.baseScores.map((score) => score * loss.toLabelUnits),
    features: frame.features,
    trees: early ? trees.slice(0, outputs * early.bestRounds) : trees,
  };
}

/** Kernel memory for a training: bins, their layout, statistics of each pass, and three lists of rows. */
function groundBytes(rows: number, features: number, passes: number): number {
  const perFeature = kernelBytes(rows) * features + layoutBytes(rows, features) + binnerBytes(features);
  const perPass = builderBytes(features) + kernelBytes(8 * rows);
  return perFeature + passes * perPass + 3 * kernelBytes(4 * rows) + kernelBytes(256);
}

function prepareGround(kernels: Kernels, frame: Ground['frame'], { unpack }: Loss): Ground {
  const layout = layOutHistogram(frame, kernels);
  return {
    kernels,
    frame,
    layout,
    passes: unpack.map((one) => ({
      builder: new HistogramBuilder(layout, one, kernels),
      packed: kernels.numbers(frame.rows),
    })),
    pool: new HistogramPool(layout.bins),
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
  readonly #packed: readonly Float64Array[];
  /** For each output. */
  readonly #scores: readonly Float64Array[];

  constructor(ground: Ground, loss: Loss, parameters: GbdtParameters) {
    this.#ground = ground;
    this.#loss = loss;
    this.#parameters = parameters;
    this.#packed = ground.passes.map(({ packed }) => packed);
    this.#scores = loss.baseScores.map((score) => new Float64Array(ground.frame.rows).fill(score));
  }

  next(tree: number, output: number): OpenLeaf {
    const { minimumRows, l2, categorySmoothing, leaves: maximumLeaves, learningRate } = this.#parameters;
    const units = this.#loss.pack(tree, this.#scores, this.#packed, output);
    const rules = { minimumRows, l2, categorySmoothing, units };
    const { root, leaves } = growTree(this.#ground, rules, maximumLeaves);
    if (!root.branch) return root;
    const scores = this.#scores[output] as Float64Array; // output < outputs
    for (const leaf of leaves) {
      leaf.value = (-learningRate * leaf.sums.gradient) / (leaf.sums.hessian + l2);
      addToRows(scores, leaf.index, leaf.from, leaf.to, leaf.value);
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
