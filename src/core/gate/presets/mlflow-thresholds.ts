import type { GatePreset, GateRule } from '../../definitions/schema/gate-rules.ts';
import { metrics } from '../../evaluation/metrics.ts';

type MlflowThresholds = Extract<GatePreset, { preset: 'mlflow-thresholds' }>;

/**
 * What mlflow.models.MetricThreshold asks (mlflow/models/evaluation/validation.py): the numbers alone decide and on the line is enough. Which way is
 * better is the metric's own. Unlike MLflow a number that is not there, or not finite, never passes.
 */
export function mlflowThresholds(preset: MlflowThresholds): readonly GateRule[] {
  const { metric, threshold, minimumChange, minimumRelativeChange, why, severity } = preset;
  const base = { metric, decides: 'value', why, severity } as const;
  const rules: GateRule[] = [];
  if (threshold !== undefined) {
    const rule = metrics[metric].betterIs === 'lower' ? 'atMost' : 'atLeast';
    rules.push(rule === 'atMost' ? { ...base, rule, threshold } : { ...base, rule, threshold });
  }
  if (minimumChange !== undefined) rules.push({ ...base, rule: 'superior', margin: minimumChange });
  if (minimumRelativeChange !== undefined) {
    rules.push({ ...base, rule: 'superior', margin: `${Number((minimumRelativeChange * 100).toPrecision(12))}%` });
  }
  return rules;
}
