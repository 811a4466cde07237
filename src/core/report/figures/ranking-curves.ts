import { curvePoints } from '../../evaluation/binary/curves.ts';
import { decidedNote, decidedPoint } from './decided.ts';
import { type DrawnModel, drawnModels, type Figure, type FigureRows, type Specification } from './figure.ts';
import { diagonal, drawn, modelColour, modelDash, namesOf, plot, ruleAt, shareAxis } from './specification.ts';
import { thin } from './thin.ts';

type CurvePoint = ReturnType<typeof curvePoints>[number];
interface Place {
  readonly x: number;
  readonly y: number;
}

/** The ROC curves, with the point at which each model decides. Undefined where there is one class only. */
export function rocFigure(rows: FigureRows): Figure | undefined {
  const axes = { x: shareAxis('x', 'false positive rate'), y: shareAxis('y', 'recall') };
  const at = ({ falsePositiveRate, recall }: CurvePoint): Place => ({ x: falsePositiveRate, y: recall });
  return curveFigure(rows, at, diagonal(0, 1, axes), axes, {
    name: 'roc',
    title: 'ROC curve',
    caption: 'Up and to the left is better; the thin line is chance. The dot is where the model decides now.',
  });
}

/** Precision against recall; the line is the share of positives, the precision of chance. Undefined where there is one class only. */
export function precisionRecallFigure(rows: FigureRows): Figure | undefined {
  const axes = { x: shareAxis('x', 'recall'), y: shareAxis('y', 'precision') };
  // With nothing called positive, precision is 1 by convention alone: not drawn.
  const at = ({ recall, precision, threshold }: CurvePoint): Place | undefined =>
    threshold === Number.POSITIVE_INFINITY ? undefined : { x: recall, y: precision };
  return curveFigure(rows, at, ruleAt('y', drawn(positiveShare(rows))), axes, {
    name: 'precision-recall',
    title: 'Precision and recall',
    caption: 'Up and to the right is better; the thin line is chance. The dot is where the model decides now.',
  });
}

function curveFigure(
  rows: FigureRows,
  at: (point: CurvePoint) => Place | undefined,
  reference: Specification,
  axes: Readonly<Record<'x' | 'y', object>>,
  words: Pick<Figure, 'name' | 'title' | 'caption'>,
): Figure | undefined {
  const share = positiveShare(rows);
  if (!(share > 0 && share < 1)) return undefined;
  const models = drawnModels(rows);
  const curves = models.map((model) => ({ model, points: pointsOf(rows, model) }));
  const values = curves.flatMap(({ model, points }) =>
    thin(points.flatMap((point) => at(point) ?? [])).map((place, i) => ({ model: model.model, i, ...rounded(place) })),
  );
  const decides = curves.flatMap(({ model, points }) => {
    const place = at(decidedPoint(rows, model) ?? decidingPoint(points, model));
    return place === undefined ? [] : [{ model: model.model, ...rounded(place) }];
  });
  const colour = modelColour(models);
  const layer = [
    reference,
    {
      mark: { type: 'line' },
      encoding: { ...axes, order: { field: 'i' }, color: colour, strokeDash: modelDash(models) },
    },
    {
      data: { values: decides },
      mark: { type: 'point', filled: true, size: 70, opacity: 1 },
      encoding: { ...axes, color: colour },
    },
  ];
  const caption = `${words.caption}${decidedNote(rows, 'the dot')}`;
  return { ...words, caption, legend: namesOf(models), specification: plot({ values, layer }) };
}

function pointsOf({ scored }: FigureRows, { score }: DrawnModel): readonly CurvePoint[] {
  return curvePoints(scored.label, score, scored.weight);
}

/** The last point at or above the threshold; the first, which calls nothing positive, where there is none. */
function decidingPoint(points: readonly CurvePoint[], { threshold }: DrawnModel): CurvePoint {
  const [first] = points;
  const found = points.findLast((point) => point.threshold >= threshold) ?? first;
  if (found === undefined) throw new RangeError('a curve has its first point without any rows');
  return found;
}

function positiveShare({ scored: { label, weight } }: FigureRows): number {
  let [positives, all] = [0, 0];
  for (const [row, y] of label.entries()) {
    const w = weight?.[row] ?? 1;
    positives += y * w;
    all += w;
  }
  return positives / all;
}

const rounded = ({ x, y }: Place): Place => ({ x: drawn(x), y: drawn(y) });
