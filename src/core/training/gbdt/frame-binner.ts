import { AvalError } from '../../errors.ts';
import type { Frame, NumberColumn } from '../../features/frame.ts';
import { kernelBytes } from '../kernels/kernel-memory.ts';
import { type BinRows, bindLevels, blockRows, boundBytes, numberBinner } from './bin-column.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { Kernels } from './kernels/kernels.ts';

/** Kernel memory that a `FrameBinner` for so many features takes at most. */
export function binnerBytes(features: number): number {
  return kernelBytes(8 * blockRows) + features * boundBytes;
}

/** Bins frames by the features of a model. */
export class FrameBinner {
  readonly #features: readonly FeatureBins[];
  readonly #numbers: ReadonlyMap<FeatureBins, (column: NumberColumn) => BinRows>;

  constructor(features: readonly FeatureBins[], kernels: Kernels) {
    const scratch = kernels.numbers(blockRows);
    this.#features = features;
    this.#numbers = new Map(
      features.flatMap((feature) =>
        feature.type === 'number' ? [[feature, numberBinner(kernels, feature.bounds, scratch)]] : [],
      ),
    );
  }

  /** One binner for each feature, over a frame; bins go to arrays of the kernels. Throws `evidence` when a column is not there. */
  bind(frame: Frame): BinRows[] {
    return this.#features.map((feature) => {
      const column = frame.columns.get(feature.name);
      const binNumbers = this.#numbers.get(feature);
      if (binNumbers && column?.type === 'number') return binNumbers(column);
      if (feature.type === 'category' && column?.type === 'category') return bindLevels(feature, column);
      throw new AvalError('evidence', {
        rule: 'gbdt.input',
        message: `the model needs the ${feature.type} column "${feature.name}"; the rows have ${column ? `a ${column.type} column of that name` : 'none'}`,
        hint: 'Score with the preparation that is in the same package.',
      });
    });
  }
}

/** All rows of a column, block by block. */
export function binAll(binRows: BinRows, bins: Uint8Array): void {
  for (let from = 0; from < bins.length; from += blockRows) {
    const to = Math.min(bins.length, from + blockRows);
    binRows(bins.subarray(from, to), from, to);
  }
}
