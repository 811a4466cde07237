import { predictedClasses } from '../../evaluation/multiclass/class-scores.ts';
import { cellRows, confusionMatrix } from '../../evaluation/multiclass/confusion-cells.ts';
import { countsOf, drawnModels, type FigureRows } from './figure.ts';

/** More are not drawn one by one. */
export const mostClasses = 12;

/** How a model names the rows of each class: (weighted) rows, a line for each true class. */
export interface Confusions {
  readonly model: string;
  readonly matrix: readonly Float64Array[];
}

/** Of each model, this change last. */
export function confusionsOf(rows: FigureRows): readonly Confusions[] {
  const { label, classes = [] } = rows.scored;
  return drawnModels(rows).map(({ model, score, threshold }) => {
    const named = predictedClasses({ label, score, threshold, classes: classes.length });
    return { model, matrix: confusionMatrix(cellRows(label, named, classes.length).count(countsOf(rows.scored))) };
  });
}
