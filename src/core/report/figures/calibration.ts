import { normalQuantile } from '../../comparison/normal.ts';
import { wilsonInterval } from '../../comparison/wilson.ts';
import { equalMassBins } from '../../evaluation/calibration/equal-mass-bins.ts';
import { likeliestClasses } from '../../evaluation/multiclass/class-scores.ts';
import { effectiveRows } from '../../evaluation/sample-weights.ts';
import { levelText } from '../number-text.ts';
import { countsOf, drawnModels, type Figure, type FigureRows } from './figure.ts';
import { diagonal, drawn, modelColour, namesOf, plot, shareAxis } from './specification.ts';

const mostBins = 10;
/** Fewer rows in a bin say nothing. */
const fewestInBin = 10;

/** Probabilities of one model that something happens, and whether it did: 0 or 1. */
interface Claims {
  readonly model: string;
  readonly score: Float64Array;
  readonly label: Float64Array;
}

/** The reliability diagram of a binary model. Undefined where rows are too few for two bins. */
export function calibrationFigure(rows: FigureRows): Figure | undefined {
  const claims = drawnModels(rows).map(({ model, score }) => ({ model, score, label: rows.scored.label }));
  return reliability(rows, claims, {
    title: 'Calibration',
    x: 'predicted probability',
    y: 'share that was positive',
  });
}

/** The same of a multiclass model's likeliest class, and how often it is right. */
export function confidenceFigure(rows: FigureRows): Figure | undefined {
  const { label, classes = [] } = rows.scored;
  const claims = drawnModels(rows).map(({ model, score }) => {
    const named = likeliestClasses({ label, score, classes: classes.length });
    const chance = Float64Array.from(named, (one, row) => score[row * classes.length + one] ?? Number.NaN);
    return { model, score: chance, label: Float64Array.from(named, (one, row) => (one === label[row] ? 1 : 0)) };
  });
  return reliability(rows, claims, {
    title: 'Confidence',
    x: 'probability of the likeliest class',
    y: 'share that was right',
  });
}

/** Bins of equally many rows: what was claimed against what happened. */
function reliability(
  rows: FigureRows,
  claims: readonly Claims[],
  words: { readonly title: string; readonly x: string; readonly y: string },
): Figure | undefined {
  const bins = Math.min(mostBins, Math.floor(rows.scored.label.length / fewestInBin));
  if (bins < 2) return undefined;
  const axes = { x: shareAxis('predicted', words.x), y: shareAxis('happened', words.y) };
  const colour = modelColour(claims);
  const layer = [
    diagonal(0, 1, axes),
    {
      mark: { type: 'rule', opacity: 0.45 },
      encoding: { x: axes.x, y: { ...axes.y, field: 'low' }, y2: { field: 'high' }, color: colour },
    },
    { mark: { type: 'point', filled: true, size: 45 }, encoding: { ...axes, color: colour } },
  ];
  const values = claims.flatMap((one) => binsOf(rows, one, bins));
  return {
    name: 'calibration',
    title: words.title,
    caption: `On the thin line what was predicted is what happened. ${bins} bins of equally many rows, with ${levelText(rows.settings.alpha)} intervals.`,
    legend: namesOf(claims),
    specification: plot({ values, layer }),
  };
}

function binsOf({ scored, settings }: FigureRows, { model, score, label }: Claims, count: number): readonly object[] {
  const weight = countsOf(scored);
  const { rows, scores, positives } = equalMassBins({ label, score, threshold: 0.5 }, count).bins(weight);
  // Weighted rows say as much as fewer of equal weight.
  const worth = effectiveRows(weight) / weight.reduce((sum, w) => sum + w, 0);
  const z = normalQuantile(1 - settings.alpha);
  return Array.from(rows, (n, bin) => {
    const happened = (positives[bin] ?? 0) / n;
    const { low, high } = wilsonInterval(happened * n * worth, n * worth, z);
    return {
      model,
      predicted: drawn((scores[bin] ?? 0) / n),
      happened: drawn(happened),
      low: drawn(Math.max(0, low)),
      high: drawn(Math.min(1, high)),
    };
  });
}
