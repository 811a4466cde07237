import { AvalError } from '../../errors.ts';
import type { Column, Frame } from '../../features/frame.ts';
import { type BinRows, bindLevels, bindNumbers, binIntegers } from './bin-column.ts';
import { categoryLevels } from './category-levels.ts';
import type { FeatureBins } from './feature-bins.ts';
import { integerRange, numberBounds } from './number-bounds.ts';

/** A training frame in bins: one byte for each row and feature, column by column. */
export interface BinnedFrame {
  readonly rows: number;
  readonly features: readonly FeatureBins[];
  readonly columns: readonly Uint8Array[];
}

/** Finds bins for every column and applies them. Throws `config` for a column that is neither number nor category. */
export function binFrame(frame: Frame): BinnedFrame {
  const binned = Array.from(frame.columns, ([name, column]) => binTrainingColumn(name, column));
  return { rows: frame.rows, features: binned.map((b) => b.feature), columns: binned.map((b) => b.bins) };
}

function binTrainingColumn(name: string, column: Column): { feature: FeatureBins; bins: Uint8Array } {
  if (column.type === 'number') {
    const range = integerRange(column.values);
    const feature = { type: 'number', name, bounds: numberBounds(column.values, range) } as const;
    if (range) return { feature, bins: binIntegers(column.values, feature.bounds, range) };
    return { feature, bins: binAll(bindNumbers(feature, column), column.values.length) };
  }
  if (column.type === 'category') {
    const feature = { type: 'category', name, levels: categoryLevels(column) } as const;
    return { feature, bins: binAll(bindLevels(feature, column), column.codes.length) };
  }
  throw new AvalError('config', {
    rule: 'gbdt.column',
    message: `column "${name}" holds times, and trees are grown on numbers and categories`,
    hint: `Add a preparation step: "dateParts: {columns: [${name}], parts: [...]}".`,
  });
}

function binAll(binRows: BinRows, rows: number): Uint8Array {
  const bins = new Uint8Array(rows);
  binRows(bins, 0, rows);
  return bins;
}

/** One binner for each feature of a model, over a frame to be scored. Throws `evidence` when a column is not there. */
export function bindFrame(features: readonly FeatureBins[], frame: Frame): BinRows[] {
  return features.map((feature) => {
    const column = frame.columns.get(feature.name);
    if (feature.type === 'number' && column?.type === 'number') return bindNumbers(feature, column);
    if (feature.type === 'category' && column?.type === 'category') return bindLevels(feature, column);
    throw new AvalError('evidence', {
      rule: 'gbdt.input',
      message: `the model needs the ${feature.type} column "${feature.name}"; the rows have ${column ? `a ${column.type} column of that name` : 'none'}`,
      hint: 'Score with the preparation that is in the same package.',
    });
  });
}
