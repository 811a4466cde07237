import { AvalError } from '../../errors.ts';
import type { Column, Frame } from '../../features/frame.ts';
import { binIntegers } from './bin-column.ts';
import { categoryLevels } from './category-levels.ts';
import type { FeatureBins } from './feature-bins.ts';
import { binAll, FrameBinner } from './frame-binner.ts';
import type { Kernels } from './kernels/kernels.ts';
import { type IntegerRange, integerRange, numberBounds } from './number-bounds.ts';

/** A training frame in bins: one byte for each row and feature, column by column, in arrays of the kernels. */
export interface BinnedFrame {
  readonly rows: number;
  readonly features: readonly FeatureBins[];
  readonly columns: readonly Uint8Array[];
}

interface FoundBins {
  readonly feature: FeatureBins;
  readonly range: IntegerRange | undefined;
}

/** Finds bins for every column and applies them. Throws `config` for a column that is neither number nor category. */
export function binFrame(frame: Frame, kernels: Kernels): BinnedFrame {
  const found = Array.from(frame.columns, ([name, column]) => findBins(name, column));
  const features = found.map(({ feature }) => feature);
  const binners = new FrameBinner(features, kernels).bind(frame);
  const columns = found.map(({ feature, range }, j) => {
    const bins = kernels.bytes(frame.rows);
    const column = frame.columns.get(feature.name);
    const binRows = binners[j];
    if (feature.type === 'number' && range && column?.type === 'number') {
      binIntegers(column.values, feature.bounds, range, bins);
    } else if (binRows) binAll(binRows, bins);
    return bins;
  });
  return { rows: frame.rows, features, columns };
}

function findBins(name: string, column: Column): FoundBins {
  if (column.type === 'number') {
    const range = integerRange(column.values);
    return { feature: { type: 'number', name, bounds: numberBounds(column.values, range) }, range };
  }
  if (column.type === 'category') {
    return { feature: { type: 'category', name, levels: categoryLevels(column) }, range: undefined };
  }
  throw new AvalError('config', {
    rule: 'gbdt.column',
    message: `column "${name}" holds times, and trees are grown on numbers and categories`,
    hint: `Add a preparation step: "dateParts: {columns: [${name}], parts: [...]}".`,
  });
}
