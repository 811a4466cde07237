import { quantile } from '../../comparison/quantile.ts';
import { sortOrder } from '../../evaluation/sort-order.ts';
import { type DrawnModel, drawnModels, type Figure, type FigureRows } from './figure.ts';
import { diagonal, drawn, modelColour, namesOf, numberAxis, plot } from './specification.ts';
import { spreadByGroup } from './spread-by-group.ts';

const mostBins = 12;
const fewestInBin = 10;

/** Predicted against actual, then what is left over in each part of each group. */
export function regressionFigures(rows: FigureRows): readonly (Figure | undefined)[] {
  const { label, groups } = rows.scored;
  const residuals = [...groups].map(([group, column]) =>
    spreadByGroup(rows, group, column, {
      name: 'residuals',
      title: 'Residuals',
      axis: 'actual minus predicted',
      rows: [...label.keys()],
      numberOf: (row, score) => (label[row] ?? Number.NaN) - score,
    }),
  );
  return [predictedActualFigure(rows), ...residuals];
}

/** Bins of equal rows by prediction, so that no row is drawn by itself. Undefined where rows are too few for two bins. */
function predictedActualFigure(rows: FigureRows): Figure | undefined {
  const bins = Math.min(mostBins, Math.floor(rows.scored.label.length / fewestInBin));
  if (bins < 2) return undefined;
  const models = drawnModels(rows);
  const values = models.flatMap((model) => binsOf(rows, model, bins));
  const ends = values.flatMap(({ predicted, low, high }) => [predicted, low, high]);
  const axes = { x: numberAxis('predicted', 'predicted'), y: numberAxis('actual', 'actual') };
  const colour = modelColour(models);
  const layer = [
    diagonal(Math.min(...ends), Math.max(...ends), axes),
    {
      mark: { type: 'rule', opacity: 0.45 },
      encoding: { x: axes.x, y: { ...axes.y, field: 'low' }, y2: { field: 'high' }, color: colour },
    },
    { mark: { type: 'point', filled: true, size: 45 }, encoding: { ...axes, color: colour } },
  ];
  return {
    name: 'predicted-actual',
    title: 'Predicted against actual',
    caption: `On the thin line both are equal. ${bins} bins of equally many rows: mean, and the middle nine tenths of what happened.`,
    legend: namesOf(models),
    specification: plot({ values, layer }),
  };
}

function binsOf({ scored: { label } }: FigureRows, { model, score }: DrawnModel, count: number) {
  const order = sortOrder(score);
  return Array.from({ length: count }, (_, bin) => {
    const own = order.subarray(
      Math.floor((bin * order.length) / count),
      Math.floor(((bin + 1) * order.length) / count),
    );
    const actual = Float64Array.from(own, (row) => label[row] ?? Number.NaN).sort();
    const mean = (numberOf: (row: number) => number) => own.reduce((sum, row) => sum + numberOf(row), 0) / own.length;
    return {
      model,
      predicted: drawn(mean((row) => score[row] ?? Number.NaN)),
      actual: drawn(mean((row) => label[row] ?? Number.NaN)),
      low: drawn(quantile(actual, 0.05)),
      high: drawn(quantile(actual, 0.95)),
    };
  });
}
