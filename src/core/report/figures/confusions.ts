import { decidedClasses } from '../../evaluation/multiclass/class-scores.ts';
import { cellRows, confusionMatrix } from '../../evaluation/multiclass/confusion-cells.ts';
import { present } from '../../present.ts';
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
  const { classCosts } = rows.settings;
  return drawnModels(rows).map(({ model, score }) => {
    const named = decidedClasses(present({ label, score, classes: classes.length, classCosts }));
    return { model, matrix: confusionMatrix(cellRows(label, named, classes.length).count(countsOf(rows.scored))) };
  });
}
