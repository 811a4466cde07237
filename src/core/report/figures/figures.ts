import type { Task } from '../../training/engine.ts';
import { binaryFigures } from './binary-figures.ts';
import { differenceFigures } from './differences.ts';
import type { Figure, FigureRows } from './figure.ts';
import { multiclassFigures } from './multiclass-figures.ts';
import { rankingFigures } from './ranking-figures.ts';
import { regressionFigures } from './regression-figures.ts';
import { ruleGapFigures } from './rule-gaps.ts';

const byTask: Readonly<Record<Task, (rows: FigureRows) => readonly (Figure | undefined)[]>> = {
  binary: binaryFigures,
  multiclass: multiclassFigures,
  regression: regressionFigures,
  ranking: rankingFigures,
};

/** Every plot of a model's report, in the order in which they are read: what decides first. */
export function figuresOf(rows: FigureRows): readonly Figure[] {
  return [...ruleGapFigures(rows), ...differenceFigures(rows), ...byTask[rows.scored.task](rows)].filter(
    (figure) => figure !== undefined,
  );
}
