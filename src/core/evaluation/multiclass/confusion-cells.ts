import type { Counts } from '../statistic.ts';

/** The cells of a confusion matrix that have rows: a few, even of many classes. */
export interface ConfusionCells {
  readonly classes: number;
  /** True and predicted class of each cell. */
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
  /** (Weighted) rows of each cell. */
  readonly rows: Float64Array;
}

/** Rows by true and predicted class, to be counted again and again. */
export interface CellRows {
  readonly cellOf: Uint32Array;
  count(counts: Counts): ConfusionCells;
}

/** Puts rows into cells; both sides are class indices from 0. */
export function cellRows(label: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): CellRows {
  const numbers = new Map<number, number>();
  const cellOf = Uint32Array.from({ length: label.length }, (_, row) => {
    const key = (label[row] ?? 0) * classes + (predicted[row] ?? 0);
    const cell = numbers.get(key) ?? numbers.size;
    numbers.set(key, cell);
    return cell;
  });
  const keys = [...numbers.keys()];
  const [truths, guesses] = [keys.map((key) => Math.floor(key / classes)), keys.map((key) => key % classes)];
  return {
    cellOf,
    count(counts) {
      const rows = new Float64Array(keys.length);
      for (let row = 0; row < cellOf.length; row += 1) {
        const cell = cellOf[row] ?? 0;
        rows[cell] = (rows[cell] ?? 0) + (counts[row] ?? 0);
      }
      return { classes, truth: truths, predicted: guesses, rows };
    },
  };
}

/** The whole matrix: a row for each true class, a column for each predicted one. */
export function confusionMatrix({ classes, truth, predicted, rows }: ConfusionCells): readonly Float64Array[] {
  const matrix = Array.from({ length: classes }, () => new Float64Array(classes));
  for (const [cell, count] of rows.entries()) {
    const line = matrix[truth[cell] ?? 0];
    if (line !== undefined) line[predicted[cell] ?? 0] = count;
  }
  return matrix;
}
