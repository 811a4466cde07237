import type { Metric } from '../metric.ts';
import type { Sample } from '../sample.ts';
import { squaredErrors } from '../squared-errors.ts';
import { averagePrecisionStatistic } from './average-precision.ts';
import { logLosses } from './log-losses.ts';
import { partialAucStatistic } from './partial-auc.ts';
import { rocAucStatistic } from './roc-auc.ts';
import { liftOfTop, precisionOfTop, recallOfTop, topShareStatistic } from './top-of-ranking.ts';

const higher = { task: 'binary', betterIs: 'higher' } as const;
const lower = { task: 'binary', betterIs: 'lower' } as const;
const ranking = { ...higher, kind: 'other', reads: 'ranking' } as const;

/** Metrics of scores and of the ranking by them, whatever the threshold. */
export const scoreMetrics = {
  roc_auc: {
    ...higher,
    title: 'ROC AUC',
    definition: 'Share of (positive, negative) pairs in the right order, equal scores one half.',
    kind: 'rocAuc',
    reads: 'ranking',
    bothClasses: true,
    statistic: ({ label, score }) => rocAucStatistic(label, score),
  },
  partial_auc_0_1: partialAuc(0.1),
  partial_auc_0_2: partialAuc(0.2),
  average_precision: {
    ...ranking,
    title: 'average precision',
    definition: 'Mean precision over the positives, each at its own score; no interpolation.',
    bothClasses: true,
    statistic: ({ label, score }) => averagePrecisionStatistic(label, score),
  },
  ...ofTop(1),
  ...ofTop(5),
  ...ofTop(10),
  log_loss: {
    ...lower,
    title: 'log loss',
    definition: 'Mean -ln of the probability given to what happened; probabilities at least 2⁻⁵² from 0 and 1.',
    kind: 'mean',
    probabilities: true,
    perRow: (sample) => logLosses(sample),
  },
  brier: {
    ...lower,
    title: 'Brier score',
    definition: 'Mean (probability - outcome)².',
    kind: 'mean',
    probabilities: true,
    perRow: squaredErrors,
  },
  mean_score: {
    task: 'binary',
    betterIs: 'neither',
    title: 'mean score',
    definition: 'Mean of the scores.',
    kind: 'mean',
    perRow: ({ score }) => score,
  },
} satisfies Readonly<Record<string, Metric>>;

function partialAuc(limit: number) {
  return {
    ...ranking,
    title: `partial AUC up to a false positive rate of ${limit}`,
    definition: `Area under the ROC curve up to a false positive rate of ${limit}, rescaled so that chance is ½ (McClish).`,
    bothClasses: true,
    statistic: ({ label, score }: Sample) => partialAucStatistic(label, score, limit),
  } satisfies Metric;
}

function ofTop<const P extends 1 | 5 | 10>(percent: P) {
  const top = `the ${percent} % of rows with the highest scores`;
  const share = percent / 100;
  return {
    [`precision_top_${percent}`]: {
      ...ranking,
      title: `precision of the top ${percent} %`,
      definition: `Positive rate of ${top}.`,
      statistic: (sample: Sample) => topShareStatistic(sample, share, precisionOfTop),
    },
    [`recall_top_${percent}`]: {
      ...ranking,
      title: `recall of the top ${percent} %`,
      definition: `Share of all positives among ${top}.`,
      bothClasses: true,
      statistic: (sample: Sample) => {
        const positives = sample.label.reduce((sum, y) => sum + y, 0);
        return topShareStatistic(sample, share, recallOfTop, positives);
      },
    },
    [`lift_top_${percent}`]: {
      ...ranking,
      title: `lift of the top ${percent} %`,
      range: [0, Infinity],
      definition: `Positive rate of ${top}, as a multiple of that of all rows.`,
      bothClasses: true,
      statistic: (sample: Sample) => topShareStatistic(sample, share, liftOfTop),
    },
  } as Readonly<Record<`${'precision' | 'recall' | 'lift'}_top_${P}`, Metric>>; // computed keys are plain strings to the compiler
}
