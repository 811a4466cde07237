import { decide } from '../comparison/decide.ts';
import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { Evidence, Quantity } from './evidence.ts';
import { levelOfQuantity } from './level.ts';
import { measurementsOf, quantityKey } from './quantity-key.ts';
import { type GroupSizes, ruleQuantities } from './rule-quantities.ts';
import { askedRules } from './rule-tree.ts';

/** A rule that is held against the anchor too, so that small losses can't add up over many versions. */
export function isAnchored(rule: MetricRule): boolean {
  return rule.rule === 'notWorse' && (rule.anchor === undefined || rule.anchor === 'best');
}

/** The quantities that are held against the anchor. */
export function anchoredQuantities(gates: Gates, project: Project, groups: GroupSizes): readonly Quantity[] {
  return anchoredRules(gates, project).flatMap(({ rule, oneOf }) => ruleQuantities(rule, groups, oneOf));
}

/** Whether anything is held against the anchor. */
export function asksForAnchor(gates: Gates, project: Project): boolean {
  return anchoredRules(gates, project).length > 0;
}

/**
 * The anchor of what comes after a version that this evidence lets through. It becomes the anchor itself (`own`) when it is the first, or better than the
 * anchor for certain in everything that a rule holds against it; else the anchor stays (`kept`). Undefined where no rule asks.
 */
export function anchorAfter(evidence: Evidence, gates: Gates, project: Project): 'own' | 'kept' | undefined {
  if (!asksForAnchor(gates, project)) return undefined;
  if (evidence.champion === undefined) return 'own';
  const known = measurementsOf(evidence);
  const directed = anchoredQuantities(gates, project, evidence.groups).filter(
    ({ metric }) => metrics[metric].betterIs !== 'neither',
  );
  const ahead = directed.every((quantity) => {
    const measurement = known.get(quantityKey(quantity));
    const gain = evidence.anchor === undefined ? measurement?.difference : measurement?.anchorDifference;
    if (gain === undefined || !isDefined(gain)) return false;
    const alpha = levelOfQuantity(quantity, evidence.alpha, project.statistics.alpha);
    const { betterIs } = metrics[quantity.metric];
    return decide(gain, { rule: 'superior', betterIs }, alpha).outcome === 'pass';
  });
  return directed.length > 0 && ahead ? 'own' : 'kept';
}

function anchoredRules(gates: Gates, project: Project) {
  return askedRules(gates, project).flatMap(({ rule, oneOf, negated }) =>
    'metric' in rule && isAnchored(rule) && !negated ? [{ rule, oneOf }] : [],
  );
}
