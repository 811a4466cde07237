import type { Frame } from '../../../features/frame.ts';
import { blockRows } from '../../../training/gbdt/bin-column.ts';
import type { FeatureBins } from '../../../training/gbdt/feature-bins.ts';
import { binnerBytes, FrameBinner } from '../../../training/gbdt/frame-binner.ts';
import { Kernels } from '../../../training/gbdt/kernels/kernels.ts';
import { kernelBytes } from '../../../training/kernels/kernel-memory.ts';
import type { BinnedRows } from './tree-shapley.ts';

/** A prepared frame in the bins of a model. Throws `evidence` when a column is not there. */
export function binnedRows(features: readonly FeatureBins[], frame: Frame): BinnedRows {
  const kernels = new Kernels(binnerBytes(features.length) + kernelBytes(blockRows));
  const block = kernels.bytes(blockRows);
  const columns = new FrameBinner(features, kernels).bind(frame).map((binRows) => {
    const bins = new Uint8Array(frame.rows);
    for (let from = 0; from < frame.rows; from += blockRows) {
      const to = Math.min(frame.rows, from + blockRows);
      binRows(block, from, to);
      bins.set(block.subarray(0, to - from), from);
    }
    return bins;
  });
  return { rows: frame.rows, columns };
}
