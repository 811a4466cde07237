import { curvePoints } from '../../evaluation/binary/curves.ts';
import type { DecisionCosts } from '../../evaluation/sample.ts';
import { countsOf, type DrawnModel, drawnModels, type Figure, type FigureRows } from './figure.ts';
import { drawn, modelColour, modelDash, namesOf, numberAxis, plot, shareAxis } from './specification.ts';
import { thin } from './thin.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What decisions cost at each threshold, with the one in use. Undefined where no costs are declared. */
export function expectedCostFigure(rows: FigureRows): Figure | undefined {
  const { costs } = rows.settings;
  if (costs === undefined || rows.scored.label.length === 0) return undefined;
  const models = drawnModels(rows);
  const curves = models.map((model) => ({ model, places: placesOf(rows, model, costs) }));
  const [least, most] = range(curves.flatMap(({ places }) => places.map(({ y }) => y)));
  const spread = most - least || 1;
  const values = curves.flatMap(({ model, places }) =>
    thin(places.map((place) => ({ x: place.x, y: place.y / spread }))).map(({ x, y }, i) => ({
      model: model.model,
      i,
      x: drawn(x),
      y: drawn(y * spread),
    })),
  );
  const inUse = curves.map(({ model, places }) => ({
    model: model.model,
    x: drawn(Math.min(1, model.threshold)),
    y: drawn(places.find(({ x }) => x >= model.threshold)?.y ?? places.at(-1)?.y ?? 0),
  }));
  const axes = { x: shareAxis('x', 'threshold'), y: numberAxis('y', 'cost of a decision') };
  const colour = modelColour(models);
  const layer = [
    {
      mark: { type: 'line', interpolate: 'step-before' },
      encoding: { ...axes, order: { field: 'i' }, color: colour, strokeDash: modelDash(models) },
    },
    {
      data: { values: inUse },
      mark: { type: 'point', filled: true, size: 70, opacity: 1 },
      encoding: { ...axes, color: colour },
    },
  ];
  return {
    name: 'expected-cost',
    title: 'Threshold against expected cost',
    caption:
      'Mean cost of a decision by the declared costs, at every threshold; lower is better. The dot is the threshold in use.',
    legend: namesOf(models),
    specification: plot({ values, layer }),
  };
}

/** By rising threshold: at each, and down to the next lower score, these rows are called positive. */
function placesOf({ scored }: FigureRows, { score }: DrawnModel, costs: DecisionCosts): readonly Place[] {
  const weight = countsOf(scored);
  let [positives, negatives] = [0, 0];
  for (const [row, y] of scored.label.entries()) {
    if (y === 1) positives += weight[row] ?? 0;
    else negatives += weight[row] ?? 0;
  }
  const points = curvePoints(scored.label, score, weight).map(({ threshold, tp, fp }) => ({
    x: Math.min(1, threshold),
    y:
      (tp * costs.truePositive +
        (positives - tp) * costs.falseNegative +
        fp * costs.falsePositive +
        (negatives - fp) * costs.trueNegative) /
      (positives + negatives),
  }));
  const rising = points.toReversed();
  const [first] = rising;
  return first === undefined ? [] : [{ x: 0, y: first.y }, ...rising];
}

/** A spread of millions of rows has no room as arguments. */
function range(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
