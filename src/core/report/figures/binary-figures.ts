import { calibrationFigure } from './calibration.ts';
import { expectedCostFigure } from './expected-cost.ts';
import type { Figure, FigureRows } from './figure.ts';
import { precisionRecallFigure, rocFigure } from './ranking-curves.ts';
import { spreadByGroup } from './spread-by-group.ts';

/** Where the models differ over all rows, then how they score each part of each group, apart by what happened. */
export function binaryFigures(rows: FigureRows): readonly (Figure | undefined)[] {
  return [
    rocFigure(rows),
    precisionRecallFigure(rows),
    calibrationFigure(rows),
    expectedCostFigure(rows),
    ...scoresByGroup(rows),
  ];
}

function scoresByGroup(rows: FigureRows): readonly (Figure | undefined)[] {
  const { label, groups } = rows.scored;
  const outcomes = [
    { name: 'scores-of-negatives', title: `Scores of those labelled ${labelText(rows, 0)}`, is: 0 },
    { name: 'scores-of-positives', title: `Scores of those labelled ${labelText(rows, 1)}`, is: 1 },
  ];
  return [...groups].flatMap(([group, column]) =>
    outcomes.map(({ name, title, is }) =>
      spreadByGroup(rows, group, column, {
        name,
        title,
        axis: 'score',
        rows: [...label.keys()].filter((row) => label[row] === is),
        numberOf: (_, score) => score,
      }),
    ),
  );
}

/** What the source calls the rows of a class; both names where it has several. */
function labelText({ scored: { label, labelText } }: FigureRows, is: 0 | 1): string {
  const codes = new Set(Array.from(labelText.codes).filter((_, row) => label[row] === is));
  const texts = [...codes].flatMap((code) => labelText.levels[code] ?? []);
  const [text] = texts;
  return texts.length === 1 && text !== undefined ? text : is === 1 ? 'positive' : 'negative';
}
