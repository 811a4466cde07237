import { binnedStatistic } from '../../../src/core/evaluation/calibration/binned-statistic.ts';
import { brierDecomposition } from '../../../src/core/evaluation/calibration/brier-decomposition.ts';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  rootMeanSquaredCalibrationError,
} from '../../../src/core/evaluation/calibration/calibration-errors.ts';
import { coxStatistic } from '../../../src/core/evaluation/calibration/cox-statistic.ts';
import { equalMassBins } from '../../../src/core/evaluation/calibration/equal-mass-bins.ts';
import { equalWidthBins } from '../../../src/core/evaluation/calibration/equal-width-bins.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import { sortOrder } from '../../../src/core/evaluation/sort-order.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import type { Values } from '../case.ts';
import { type Adapter, column, number } from '../shapes.ts';

const sampleOf = ({ y_true, y_score }: Values): Sample => ({
  label: column(y_true),
  score: column(y_score),
  threshold: 0.5,
});
const everyRow = ({ label }: Sample) => new Uint32Array(label.length).fill(1);

/** Scores as the probabilities that they claim to be. */
export const calibrationAdapters: Readonly<Record<string, Adapter>> = {
  calibration_error: (inputs, { n_bins, binning }) => {
    const sample = sampleOf(inputs);
    const inOrder = { order: sortOrder(sample.score), endsTie: new Uint8Array(sample.score.length).fill(1) };
    const binned =
      binning === 'mass' ? equalMassBins(sample, number(n_bins), inOrder) : equalWidthBins(sample, number(n_bins));
    const numberOf = (of: Parameters<typeof binnedStatistic>[2]) =>
      observe(binnedStatistic(sample.label.length, binned, of)).value;
    return {
      ece: numberOf(expectedCalibrationError),
      mce: numberOf(maximumCalibrationError),
      rmsce: numberOf(rootMeanSquaredCalibrationError),
    };
  },
  calibration_curve: (inputs, { n_bins, strategy }) => {
    if (strategy !== 'uniform') throw new Error('bins between quantiles of the scores are not offered');
    const sample = sampleOf(inputs);
    const { rows, scores, positives } = equalWidthBins(sample, number(n_bins), 'below').bins(everyRow(sample));
    const filled = [...rows.keys()].filter((bin) => (rows[bin] ?? 0) > 0);
    return {
      fraction_positive: filled.map((bin) => (positives[bin] ?? 0) / (rows[bin] ?? 0)),
      mean_predicted: filled.map((bin) => (scores[bin] ?? 0) / (rows[bin] ?? 0)),
    };
  },
  brier_decomposition: (inputs, { n_bins }) => {
    const sample = sampleOf(inputs);
    const { reliability, resolution, uncertainty } = brierDecomposition(
      equalWidthBins(sample, number(n_bins)).bins(everyRow(sample)),
    );
    const brier = observe(bindMetric(metrics.brier, sample)).value;
    return { brier, reliability, resolution, uncertainty, brier_skill: 1 - brier / uncertainty };
  },
  calibration_slope_intercept: (inputs, { clip }) => {
    const lineOf = (read: 'intercept' | 'slope') =>
      observe(coxStatistic(sampleOf(inputs), 'free', (line) => line[read], number(clip))).value;
    return { intercept: lineOf('intercept'), slope: lineOf('slope') };
  },
};
