import { averagePrecisionStatistic } from '../../../src/core/evaluation/binary/average-precision.ts';
import {
  curvePoints,
  giniCoefficient,
  largestSeparation,
  precisionRecallTrapezoid,
} from '../../../src/core/evaluation/binary/curves.ts';
import { partialAucStatistic } from '../../../src/core/evaluation/binary/partial-auc.ts';
import { rocAucStatistic } from '../../../src/core/evaluation/binary/roc-auc.ts';
import {
  liftOfTop,
  precisionOfTop,
  recallOfTop,
  topShareStatistic,
} from '../../../src/core/evaluation/binary/top-of-ranking.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import type { Values } from '../case.ts';
import { type Adapter, column } from '../shapes.ts';
import { weighted } from '../weighted.ts';

const curveOf = ({ y_true, y_score, sample_weight: weight }: Values) =>
  curvePoints(column(y_true), column(y_score), weight === undefined ? undefined : column(weight));

/** Scores as rankings, not as decisions. */
export const rankingAdapters: Readonly<Record<string, Adapter>> = {
  binary_rank_metrics: ({ y_true, y_score, sample_weight: weight }) => {
    const [label, score] = [column(y_true), column(y_score)];
    return {
      roc_auc: weighted(rocAucStatistic(label, score), weight),
      average_precision: weighted(averagePrecisionStatistic(label, score), weight),
    };
  },
  binary_score_metrics: (inputs) => {
    const { y_true, y_score, sample_weight: weight } = inputs;
    const sample = { label: column(y_true), score: column(y_score), threshold: 0.5 };
    const metric = (name: keyof typeof metrics) => weighted(bindMetric(metrics[name], sample), weight);
    const curve = curveOf(inputs);
    return {
      roc_auc: metric('roc_auc'),
      gini: giniCoefficient(metric('roc_auc')),
      roc_auc_max_fpr_0_2: weighted(partialAucStatistic(sample.label, sample.score, 0.2), weight),
      average_precision: metric('average_precision'),
      pr_auc_trapezoid: precisionRecallTrapezoid(curve),
      log_loss: metric('log_loss'),
      brier: metric('brier'),
      ks: largestSeparation(curve),
      n_distinct_scores: curve.slice(1).length,
    };
  },
  roc_pr_curves: (inputs) => {
    const curve = curveOf(inputs);
    const rising = curve.toReversed();
    return {
      fpr: curve.map(({ falsePositiveRate }) => falsePositiveRate),
      tpr: curve.map(({ recall }) => recall),
      precision: rising.map(({ precision }) => precision),
      recall: rising.map(({ recall }) => recall),
      pr_thresholds: rising.slice(0, -1).map(({ threshold }) => threshold),
    };
  },
  lift_gain: ({ y_true, y_score }) => {
    const sample = { label: column(y_true), score: column(y_score), threshold: 0.5 };
    const top = (share: number, of: Parameters<typeof topShareStatistic>[2]) =>
      observe(topShareStatistic(sample, share, of)).value;
    const twenty = 20 / sample.label.length;
    return {
      gain_10: top(0.1, recallOfTop),
      lift_10: top(0.1, liftOfTop),
      gain_50: top(0.5, recallOfTop),
      precision_at_20: top(twenty, precisionOfTop),
      recall_at_20: top(twenty, recallOfTop),
    };
  },
};
