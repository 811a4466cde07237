import { countText } from '../number-text.ts';
import { confidenceFigure } from './calibration.ts';
import { confusionFigure } from './confusion.ts';
import { type Confusions, confusionsOf, mostClasses } from './confusions.ts';
import type { Figure, FigureRows } from './figure.ts';
import { type PartShare, sharesByPart } from './shares-by-part.ts';

/** How classes are told apart, each by itself and all against all, and whether probabilities can be believed. */
export function multiclassFigures(rows: FigureRows): readonly (Figure | undefined)[] {
  const { classes = [] } = rows.scored;
  const models = confusionsOf(rows);
  return [
    ...perClass(rows, models, classes),
    confidenceFigure(rows),
    ...models.toReversed().map((one, i) => confusionFigure(one, classes, i)),
  ];
}

/** The classes with the most rows, where there are too many. */
function perClass(
  rows: FigureRows,
  models: readonly Confusions[],
  classes: readonly string[],
): readonly (Figure | undefined)[] {
  const sizes = (models[0]?.matrix ?? []).map((line) => sum(line));
  const shown = [...classes.keys()]
    .sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))
    .slice(0, mostClasses)
    .sort((a, b) => a - b);
  const part = (one: number) => `${classes[one]} (${countText(Math.round(sizes[one] ?? 0))})`;
  const shares = (ofClass: (matrix: Confusions['matrix'], one: number) => number): readonly PartShare[] =>
    shown.flatMap((one) =>
      models.map(({ model, matrix }) => ({
        model,
        part: part(one),
        of: matrix[one]?.[one] ?? 0,
        n: ofClass(matrix, one),
      })),
    );
  const most = classes.length > shown.length ? ` The ${shown.length} largest of ${classes.length} classes.` : '';
  return [
    sharesByPart(
      rows,
      shares((matrix, one) => sum(matrix[one] ?? new Float64Array())),
      {
        name: 'recall-by-class',
        title: 'Recall of each class',
        caption: `Of the rows of a class, the share that was named so.${most}`,
        axis: 'recall',
      },
    ),
    sharesByPart(
      rows,
      shares((matrix, one) => matrix.reduce((total, line) => total + (line[one] ?? 0), 0)),
      {
        name: 'precision-by-class',
        title: 'Precision of each class',
        caption: `Of the rows that were named so, the share that is of the class.${most}`,
        axis: 'precision',
      },
    ),
  ];
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
