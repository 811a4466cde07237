import type { Agreement } from '../binary/agreement.ts';
import type { ConfusionCells } from './confusion-cells.ts';

/** (Weighted) rows of each class: those that are right, those that are of it, those that are called it. */
export interface ClassMargins {
  readonly right: Float64Array;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
}

export function marginsOf({ classes, truth, predicted, rows }: ConfusionCells): ClassMargins {
  const margins = {
    right: new Float64Array(classes),
    truth: new Float64Array(classes),
    predicted: new Float64Array(classes),
  };
  for (const [cell, count] of rows.entries()) {
    const [of, called] = [truth[cell] ?? 0, predicted[cell] ?? 0];
    margins.truth[of] = (margins.truth[of] ?? 0) + count;
    margins.predicted[called] = (margins.predicted[called] ?? 0) + count;
    if (of === called) margins.right[of] = (margins.right[of] ?? 0) + count;
  }
  return margins;
}

export function agreementOf({ right, truth, predicted }: ClassMargins): Agreement {
  return { right: sum(right), truth: [...truth], predicted: [...predicted] };
}

export function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
