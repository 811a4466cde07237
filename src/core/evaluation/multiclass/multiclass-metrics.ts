import { cohenKappa, matthewsCorrelation } from '../binary/agreement.ts';
import { binnedStatistic } from '../calibration/binned-statistic.ts';
import { expectedCalibrationError } from '../calibration/calibration-errors.ts';
import { type Binning, binCount, noisy } from '../calibration/calibration-metrics.ts';
import { equalMassBins } from '../calibration/equal-mass-bins.ts';
import { equalWidthBins } from '../calibration/equal-width-bins.ts';
import type { Metric } from '../metric.ts';
import type { MetricValue } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import { averageStatistic } from './average-statistic.ts';
import { cellStatistic } from './cell-statistic.ts';
import { oneVersusOneAuc, oneVersusRestAuc } from './class-auc.ts';
import { averageRate, balancedAccuracy } from './class-averages.ts';
import { costsOfClasses } from './class-costs.ts';
import { amongTop, classLogLosses, classSquaredErrors, rightClass } from './class-losses.ts';
import { agreementOf, marginsOf } from './class-margins.ts';
import { classesOf } from './class-scores.ts';
import type { ConfusionCells } from './confusion-cells.ts';
import { oneVersusRest, topLabel } from './one-vs-rest.ts';
import { pooledAuc } from './pooled-auc.ts';
import { unsoundProbabilities } from './unsound-probabilities.ts';
import { weightedKappa } from './weighted-kappa.ts';

const ofClasses = { task: 'multiclass', refuses: unsoundProbabilities } as const;
const higher = { ...ofClasses, betterIs: 'higher' } as const;
const lower = { ...ofClasses, betterIs: 'lower' } as const;
const sameAsAccuracy = 'Of all decisions together; where each row has one class, it is the accuracy.';

/** Metrics of models that answer with one of several classes. */
export const multiclassMetrics = {
  accuracy: {
    ...shareOfRight('accuracy'),
    definition:
      'Share of rows whose decided class is right (the likeliest; with `classCosts` that of least expected cost).',
  },
  balanced_accuracy: {
    ...ofCells((cells) => balancedAccuracy(marginsOf(cells))),
    title: 'balanced accuracy',
    definition: 'Mean recall of the classes.',
    bothClasses: true,
  },
  log_loss: {
    ...lower,
    title: 'log loss',
    definition: 'Mean -ln of the probability given to the class of the row; probabilities at least 2⁻⁵² from 0 and 1.',
    kind: 'mean',
    perRow: classLogLosses,
  },
  brier: {
    ...lower,
    title: 'Brier score',
    definition: 'Mean sum over classes of (probability - outcome)²: 0 to 2.',
    kind: 'mean',
    perRow: classSquaredErrors,
  },
  f1_macro: {
    ...ofCells((cells) => averageRate(marginsOf(cells), 'f1', 'macro')),
    title: 'macro F1',
    definition: 'Mean F1 of the classes.',
    bothClasses: true,
  },
  f1_weighted: {
    ...ofCells((cells) => averageRate(marginsOf(cells), 'f1', 'weighted')),
    title: 'weighted F1',
    definition: 'Mean F1 of the classes, weighted by their rows.',
  },
  f1_micro: { ...shareOfRight('micro F1'), definition: sameAsAccuracy },
  precision_macro: {
    ...ofCells((cells) => averageRate(marginsOf(cells), 'precision', 'macro')),
    title: 'macro precision',
    definition: 'Mean precision of the classes; undefined where one is never predicted.',
    bothClasses: true,
  },
  precision_weighted: {
    ...ofCells((cells) => averageRate(marginsOf(cells), 'precision', 'weighted')),
    title: 'weighted precision',
    definition:
      'Mean precision of the classes, weighted by their rows; undefined where one of them is never predicted.',
  },
  precision_micro: { ...shareOfRight('micro precision'), definition: sameAsAccuracy },
  recall_macro: {
    ...ofCells((cells) => averageRate(marginsOf(cells), 'recall', 'macro')),
    title: 'macro recall',
    definition: 'Mean recall of the classes.',
    bothClasses: true,
  },
  recall_weighted: {
    ...shareOfRight('weighted recall'),
    definition: 'Mean recall of the classes, weighted by their rows: it is the accuracy.',
  },
  recall_micro: { ...shareOfRight('micro recall'), definition: sameAsAccuracy },
  roc_auc_ovr: {
    ...ofRanking((sample) => oneVersusRestAuc(sample, 'macro')),
    title: 'ROC AUC, one class against the rest',
    definition: 'Mean ROC AUC of each class against all others.',
  },
  roc_auc_ovr_weighted: {
    ...ofRanking((sample) => oneVersusRestAuc(sample, 'weighted')),
    title: 'weighted ROC AUC, one class against the rest',
    definition: 'The same, weighted by the rows of the class.',
  },
  roc_auc_ovr_micro: {
    ...higher,
    title: 'micro ROC AUC, one class against the rest',
    definition: 'ROC AUC of all pairs of a row and a class, by the probability of the class.',
    kind: 'other',
    reads: 'scores',
    statistic: pooledAuc,
  },
  roc_auc_ovo: {
    ...ofRanking((sample) => oneVersusOneAuc(sample, 'macro')),
    title: 'ROC AUC, one class against another',
    definition: 'Mean ROC AUC over pairs of classes, in both directions (Hand and Till).',
  },
  roc_auc_ovo_weighted: {
    ...ofRanking((sample) => oneVersusOneAuc(sample, 'weighted')),
    title: 'weighted ROC AUC, one class against another',
    definition: 'The same, weighted by the rows of the pair.',
  },
  top_2_accuracy: topAccuracy(2),
  top_3_accuracy: topAccuracy(3),
  top_5_accuracy: topAccuracy(5),
  expected_cost: {
    ...lower,
    title: 'expected cost',
    range: [-Infinity, Infinity],
    definition: 'Mean cost of the decided class, by `problem.classCosts`.',
    kind: 'mean',
    refuses: (sample) =>
      unsoundProbabilities(sample) ?? (sample.classCosts === undefined ? 'no costs are declared' : undefined),
    perRow: costsOfClasses,
  },
  matthews_correlation: {
    ...ofCells((cells) => matthewsCorrelation(agreementOf(marginsOf(cells)))),
    title: 'Matthews correlation',
    range: [-1, 1],
    definition: 'Correlation of true and predicted classes (Gorodkin); undefined where either side has one class only.',
  },
  cohen_kappa: {
    ...ofCells((cells) => cohenKappa(agreementOf(marginsOf(cells)))),
    title: "Cohen's κ",
    range: [-1, 1],
    definition: 'Accuracy beyond chance, over what is possible beyond chance.',
  },
  cohen_kappa_linear: {
    ...ofCells((cells) => weightedKappa(cells, 1)),
    title: "linear Cohen's κ",
    range: [-1, 1],
    definition: 'κ of ordered classes: a mistake costs the distance between the classes.',
  },
  cohen_kappa_quadratic: {
    ...ofCells((cells) => weightedKappa(cells, 2)),
    title: "quadratic Cohen's κ",
    range: [-1, 1],
    definition: 'κ of ordered classes: a mistake costs the squared distance between the classes.',
  },
  ece_top_label_width: topLabelError('of equal width', equalWidthBins),
  ece_top_label_mass: topLabelError('of equal numbers of rows', equalMassBins),
  ece_class_wise_width: classWiseError('of equal width', equalWidthBins),
  ece_class_wise_mass: classWiseError('of equal numbers of rows', equalMassBins),
} satisfies Readonly<Record<string, Metric>>;

function shareOfRight(title: string) {
  return { ...higher, title, kind: 'proportion', perRow: rightClass } as const;
}

function topAccuracy(k: number) {
  return {
    ...higher,
    title: `top ${k} accuracy`,
    definition: `Share of rows whose class is among the ${k} likeliest; of equally likely ones, the later listed is ahead.`,
    kind: 'proportion',
    perRow: (sample: Sample) => amongTop(sample, k),
  } as const;
}

function ofCells(of: (cells: ConfusionCells) => MetricValue) {
  const statistic = (sample: Sample) => cellStatistic(sample, of);
  return { ...higher, kind: 'other', reads: 'decisions', statistic } as const;
}

function ofRanking(statistic: (sample: Sample) => ReturnType<typeof oneVersusRestAuc>) {
  return { ...higher, kind: 'other', reads: 'scores', bothClasses: true, statistic } as const;
}

function topLabelError(which: string, binning: Binning) {
  return {
    ...lower,
    title: `calibration error of the likeliest class, bins ${which}`,
    definition: `Mean |probability of the likeliest class - share of right ones| over ${binCount} bins ${which}, weighted by rows.`,
    caution: noisy,
    kind: 'other',
    reads: 'scores',
    statistic: (sample: Sample) => errorStatistic(topLabel(sample), binning),
  } as const;
}

function classWiseError(which: string, binning: Binning) {
  return {
    ...lower,
    title: `calibration error by class, bins ${which}`,
    definition: `Mean over the classes of each one's calibration error against all others, ${binCount} bins ${which}.`,
    caution: noisy,
    kind: 'other',
    reads: 'scores',
    statistic: (sample: Sample) =>
      averageStatistic(
        Array.from({ length: classesOf(sample) }, (_, k) => errorStatistic(oneVersusRest(sample, k), binning)),
      ),
  } as const;
}

function errorStatistic(sample: Sample, binning: Binning) {
  return binnedStatistic(sample.label.length, binning(sample, binCount), expectedCalibrationError);
}
