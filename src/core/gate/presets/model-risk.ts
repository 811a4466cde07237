import type { GatePreset, GateRule } from '../../definitions/schema/gate-rules.ts';
import type { Gates } from '../../definitions/schema/gates.ts';
import { firstMetric } from '../rule-quantities.ts';

type ModelRisk = Extract<GatePreset, { preset: 'model-risk' }>;

/**
 * After the outcomes analysis of SR 11-7 (Federal Reserve, 2011): held against the model in use on enough rows, and no group treated worse than by
 * it. SR 11-7 names no numbers: the margin is the risk owner's; 500 rows and a gap of 0.05 between the shares selected are ours.
 */
export function modelRisk({ margin, minimumRows, severity }: ModelRisk, gates: Gates): readonly GateRule[] {
  const { metric } = firstMetric(gates);
  const benchmark: GateRule = {
    rule: 'notWorse',
    metric,
    margin,
    minimumRows,
    why: 'SR 11-7, outcomes analysis: a change is benchmarked against the model in use, on rows that neither saw.',
    severity,
  };
  if (gates.problem.task !== 'binary') return [benchmark];
  const gaps = gates.evaluate.groups.map(
    ({ name }): GateRule => ({
      rule: 'gapNotWider',
      metric: 'selection_rate',
      contrast: name,
      margin: 0.05,
      why: 'SR 11-7, ongoing monitoring: a change must not move decisions against one group unseen.',
      severity,
    }),
  );
  return [benchmark, ...gaps];
}
