import { curvePoints } from '../../evaluation/binary/curves.ts';
import type { DecisionCosts } from '../../evaluation/sample.ts';
import { decidedNote, decidedPoint } from './decided.ts';
import { countsOf, type DrawnModel, drawnModels, type Figure, type FigureRows } from './figure.ts';
import { drawn, modelColour, modelDash, namesOf, numberAxis, plot, shareAxis } from './specification.ts';
import { thin } from './thin.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Called {
  readonly tp: number;
  readonly fp: number;
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
  const inUse = curves.map(({ model, places }) => ({ model: model.model, ...placeInUse(rows, model, places, costs) }));
  const axes = { x: shareAxis('x', 'threshold'), y: numberAxis('y', 'cost of a decision') };
  const colour = modelColour(models);
  const layer = [
    {
      mark: { type: 'line', interpolate: 'step-before' },
      encoding: { ...axes, order: { field: 'i' }, color: colour, strokeDash: modelDash(models) },
    },
    rows.scored.decided === undefined
      ? {
          data: { values: inUse },
          mark: { type: 'point', filled: true, size: 70, opacity: 1 },
          encoding: { ...axes, color: colour },
        }
      : {
          data: { values: inUse },
          mark: { type: 'rule' },
          encoding: { y: axes.y, color: colour, strokeDash: modelDash(models) },
        },
  ];
  return {
    name: 'expected-cost',
    title: 'Threshold against expected cost',
    caption: `Mean cost of a decision by the declared costs, at every threshold; lower is better.${inUseText(rows)}`,
    legend: namesOf(models),
    specification: plot({ values, layer }),
  };
}

function inUseText(rows: FigureRows): string {
  return decidedNote(rows, 'the line across') || ' The dot is the threshold in use.';
}

/** Where the threshold in use is on the curve; only a height where it is several. */
function placeInUse(rows: FigureRows, model: DrawnModel, places: readonly Place[], costs: DecisionCosts) {
  const several = decidedPoint(rows, model);
  if (several !== undefined) return { y: drawn(costAt(several, totalsOf(rows), costs)) };
  const y = places.find(({ x }) => x >= model.threshold)?.y ?? places.at(-1)?.y ?? 0;
  return { x: drawn(Math.min(1, model.threshold)), y: drawn(y) };
}

/** By rising threshold: at each, and down to the next lower score, these rows are called positive. */
function placesOf(rows: FigureRows, { score }: DrawnModel, costs: DecisionCosts): readonly Place[] {
  const { label, weight } = rows.scored;
  const totals = totalsOf(rows);
  const points = curvePoints(label, score, weight).map((point) => ({
    x: Math.min(1, point.threshold),
    y: costAt(point, totals, costs),
  }));
  const rising = points.toReversed();
  const [first] = rising;
  return first === undefined ? [] : [{ x: 0, y: first.y }, ...rising];
}

interface Totals {
  readonly positives: number;
  readonly negatives: number;
}

function totalsOf({ scored }: FigureRows): Totals {
  const weight = countsOf(scored);
  let [positives, negatives] = [0, 0];
  for (const [row, y] of scored.label.entries()) {
    if (y === 1) positives += weight[row] ?? 0;
    else negatives += weight[row] ?? 0;
  }
  return { positives, negatives };
}

/** Mean cost of a decision. */
function costAt({ tp, fp }: Called, { positives, negatives }: Totals, costs: DecisionCosts): number {
  const total =
    tp * costs.truePositive +
    (positives - tp) * costs.falseNegative +
    fp * costs.falsePositive +
    (negatives - fp) * costs.trueNegative;
  return total / (positives + negatives);
}

/** A spread of millions of rows has no room as arguments. */
function range(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
