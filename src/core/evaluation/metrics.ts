import type { MetricName } from '../definitions/schema/gates.ts';
import { decisionMetrics } from './binary/decision-metrics.ts';
import { scoreMetrics } from './binary/score-metrics.ts';
import { calibrationMetrics } from './calibration/calibration-metrics.ts';
import type { Metric } from './metric.ts';
import { regressionMetrics } from './regression/regression-metrics.ts';

/** Every metric that a definition can name. */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  ...scoreMetrics,
  ...decisionMetrics,
  ...calibrationMetrics,
  ...regressionMetrics,
};
