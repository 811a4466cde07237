import type { Metric } from '../metric.ts';
import { errors } from '../regression/errors.ts';
import type { Sample } from '../sample.ts';
import { binnedStatistic } from './binned-statistic.ts';
import type { Binned } from './bins.ts';
import { type BrierDecomposition, brierDecomposition } from './brier-decomposition.ts';
import { expectedCalibrationError, maximumCalibrationError } from './calibration-errors.ts';
import { coxStatistic } from './cox-statistic.ts';
import { equalMassBins } from './equal-mass-bins.ts';
import { equalWidthBins } from './equal-width-bins.ts';

/** Bins of every binned metric. */
export const binCount = 15;
const binary = { task: 'binary', kind: 'other', reads: 'scores', probabilities: true } as const;
const lower = { ...binary, betterIs: 'lower' } as const;
const neither = { ...binary, betterIs: 'neither' } as const;
/** What to know of a calibration error before a rule is made of it. */
export const noisy =
  'Noise alone keeps it above 0, and a resample adds more: its own interval lies too high. That of a difference does, too, where one version is calibrated and the other is not: log_loss and calibration_slope have bounds that hold.';

/** Whether scores are the probabilities that they claim to be. */
export const calibrationMetrics = {
  ece_width: ece('of equal width', equalWidthBins),
  ece_mass: ece('of equal numbers of rows', equalMassBins),
  mce_width: mce('of equal width', equalWidthBins),
  mce_mass: mce('of equal numbers of rows', equalMassBins),
  mean_calibration_error: {
    task: 'binary',
    betterIs: 'neither',
    title: 'mean score - positive rate',
    definition: 'Mean of score - outcome: 0 where scores are right on average.',
    kind: 'mean',
    probabilities: true,
    perRow: errors,
  },
  calibration_in_the_large: {
    ...neither,
    title: 'calibration-in-the-large',
    definition: 'What must be added to the logit of the scores to make them right on average; 0 is calibrated.',
    bothClasses: true,
    statistic: (sample) => coxStatistic(sample, 'fixed', ({ intercept }) => intercept),
  },
  calibration_intercept: {
    ...neither,
    title: 'calibration intercept',
    definition: 'a of logit P(positive) = a + b · logit(score), by maximum likelihood (Cox); 0 is calibrated.',
    bothClasses: true,
    statistic: (sample) => coxStatistic(sample, 'free', ({ intercept }) => intercept),
  },
  calibration_slope: {
    ...neither,
    title: 'calibration slope',
    definition: 'b of the same line; 1 is calibrated, below 1 the scores are too extreme.',
    bothClasses: true,
    statistic: (sample) => coxStatistic(sample, 'free', ({ slope }) => slope),
  },
  brier_reliability: {
    ...brierPart((parts) => parts.reliability),
    betterIs: 'lower',
    title: 'reliability (Brier)',
    definition: `Mean squared gap between mean score and positive rate over ${binCount} bins of equal width.`,
    caution: noisy,
  },
  brier_resolution: {
    ...brierPart((parts) => parts.resolution),
    betterIs: 'higher',
    title: 'resolution (Brier)',
    definition: `Mean squared distance of the positive rates of ${binCount} bins of equal width from that of all rows.`,
  },
  brier_uncertainty: {
    ...brierPart((parts) => parts.uncertainty),
    betterIs: 'neither',
    title: 'uncertainty (Brier)',
    definition: 'Positive rate · (1 - positive rate): the same for every model, so a difference of it is undefined.',
  },
} satisfies Readonly<Record<string, Metric>>;

export type Binning = (sample: Sample, count: number) => Binned;

function ece(which: string, binning: Binning) {
  return {
    ...lower,
    title: `expected calibration error, bins ${which}`,
    definition: `Mean |mean score - positive rate| over ${binCount} bins ${which}, weighted by rows.`,
    caution: noisy,
    statistic: (sample: Sample) =>
      binnedStatistic(sample.label.length, binning(sample, binCount), expectedCalibrationError),
  } satisfies Metric;
}

function mce(which: string, binning: Binning) {
  return {
    ...lower,
    title: `maximum calibration error, bins ${which}`,
    definition: `Largest |mean score - positive rate| of ${binCount} bins ${which}.`,
    caution: noisy,
    statistic: (sample: Sample) =>
      binnedStatistic(sample.label.length, binning(sample, binCount), maximumCalibrationError),
  } satisfies Metric;
}

function brierPart(of: (parts: BrierDecomposition) => number) {
  return {
    ...binary,
    statistic: (sample: Sample) =>
      binnedStatistic(sample.label.length, equalWidthBins(sample, binCount), (found) => ({
        value: of(brierDecomposition(found)),
      })),
  };
}
