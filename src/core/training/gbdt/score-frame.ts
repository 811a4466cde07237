import type { Frame } from '../../features/frame.ts';
import { sigmoid } from '../exponential.ts';
import { bindFrame } from './bin-frame.ts';
import { compileTrees } from './compile-trees.ts';
import type { GbdtModel } from './gbdt-model.ts';
import { columnFiller, shareColumns } from './shared-columns.ts';

/** Rows scored at a time: their bins and scores stay in the second cache while all trees pass over them; fewer would cost more calls. */
const blockRows = 8192;

/** A function that scores frames; trees are compiled once. */
export function frameScorer(model: GbdtModel): (frame: Frame) => Float64Array {
  const places = shareColumns(model.features);
  const fillColumns = columnFiller(places);
  const addTrees = compileTrees(model.trees, places);
  const features = model.features.map(() => new Uint8Array(blockRows));
  const columns = [...new Set(places.map(({ column }) => column))].map(() => new Uint8Array(blockRows));
  const scores = new Float64Array(blockRows);
  return (frame) => {
    const binners = bindFrame(model.features, frame);
    const result = new Float64Array(frame.rows);
    for (let from = 0; from < frame.rows; from += blockRows) {
      const to = Math.min(frame.rows, from + blockRows);
      for (const [j, binRows] of binners.entries()) binRows(features[j] as Uint8Array, from, to); // one for each feature
      fillColumns(columns, features, to - from);
      const block = to - from === blockRows ? scores : scores.subarray(0, to - from);
      block.fill(model.baseScore);
      for (const addTree of addTrees) addTree(block, { features, columns });
      result.set(block, from);
    }
    if (model.task === 'binary') toProbabilities(result);
    return result;
  };
}

function toProbabilities(scores: Float64Array): void {
  for (let row = 0; row < scores.length; row++) scores[row] = sigmoid(scores[row] as number); // row < length
}
