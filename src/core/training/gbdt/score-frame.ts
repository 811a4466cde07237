import type { Frame } from '../../features/frame.ts';
import { sigmoid } from '../exponential.ts';
import { kernelBytes } from '../kernels/kernel-memory.ts';
import { softmaxRows } from '../softmax.ts';
import { blockRows } from './bin-column.ts';
import { compileTrees, treeBytes } from './compile-trees.ts';
import { binnerBytes, FrameBinner } from './frame-binner.ts';
import type { GbdtModel } from './gbdt-model.ts';
import { Kernels } from './kernels/kernels.ts';
import { columnFiller, shareColumns } from './shared-columns.ts';

/** A function that scores frames; trees are compiled once. */
export function frameScorer(model: GbdtModel): (frame: Frame) => Float64Array {
  const places = shareColumns(model.features);
  const fillColumns = columnFiller(places);
  const width = new Set(places.map(({ column }) => column)).size;
  const blocks = (model.features.length + width) * kernelBytes(blockRows) + kernelBytes(8 * blockRows);
  const kernels = new Kernels(blocks + binnerBytes(model.features.length) + treeBytes(model.trees, places));
  const binner = new FrameBinner(model.features, kernels);
  const features = model.features.map(() => kernels.bytes(blockRows));
  const columns = Array.from({ length: width }, () => kernels.bytes(blockRows));
  const scores = kernels.numbers(blockRows);
  const outputs = model.baseScores.map((baseScore, output) => {
    const own = model.trees.filter((_, t) => t % model.baseScores.length === output);
    return { baseScore, addTrees: compileTrees(own, places, kernels, { features, columns }) };
  });
  return (frame) => {
    const binners = binner.bind(frame);
    const result = new Float64Array(frame.rows * outputs.length);
    for (let from = 0; from < frame.rows; from += blockRows) {
      const to = Math.min(frame.rows, from + blockRows);
      for (const [j, binRows] of binners.entries()) binRows(features[j] as Uint8Array, from, to); // one for each feature
      fillColumns(columns, features, to - from);
      const block = to - from === blockRows ? scores : scores.subarray(0, to - from);
      for (const [output, { baseScore, addTrees }] of outputs.entries()) {
        block.fill(baseScore);
        addTrees(block);
        if (outputs.length === 1) result.set(block, from);
        else spread(block, result, from * outputs.length + output, outputs.length);
      }
    }
    if (model.task === 'binary') toProbabilities(result);
    else if (model.task === 'multiclass') softmaxRows(result, outputs.length);
    return result;
  };
}

/** Writes values to every `stride`th place from `at` on. */
function spread(values: Float64Array, target: Float64Array, at: number, stride: number): void {
  for (let row = 0, place = at; row < values.length; row++, place += stride) target[place] = values[row] as number; // row < length
}

function toProbabilities(scores: Float64Array): void {
  for (let row = 0; row < scores.length; row++) scores[row] = sigmoid(scores[row] as number); // row < length
}
