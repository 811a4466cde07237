import type { Frame } from '../../features/frame.ts';
import { sigmoid } from '../exponential.ts';
import { kernelBytes } from '../kernels/kernel-memory.ts';
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
  const addTrees = compileTrees(model.trees, places, kernels, { features, columns });
  return (frame) => {
    const binners = binner.bind(frame);
    const result = new Float64Array(frame.rows);
    for (let from = 0; from < frame.rows; from += blockRows) {
      const to = Math.min(frame.rows, from + blockRows);
      for (const [j, binRows] of binners.entries()) binRows(features[j] as Uint8Array, from, to); // one for each feature
      fillColumns(columns, features, to - from);
      const block = to - from === blockRows ? scores : scores.subarray(0, to - from);
      block.fill(model.baseScore);
      addTrees(block);
      result.set(block, from);
    }
    if (model.task === 'binary') toProbabilities(result);
    return result;
  };
}

function toProbabilities(scores: Float64Array): void {
  for (let row = 0; row < scores.length; row++) scores[row] = sigmoid(scores[row] as number); // row < length
}
