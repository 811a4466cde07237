import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { quantityTitle } from './quantity-title.ts';
import { firstMetric } from './rule-quantities.ts';
import type { RuleOnQuantity } from './rule-verdict.ts';

/** A first version must beat (or not lose to) what happens without a model, on the first metric, by the project's rule. */
export function firstVersionRule(gates: Gates, project: Project): RuleOnQuantity {
  const quantity = firstMetric(gates);
  const why = 'A first version has nothing in production to beat: it must be worth more than no model at all.';
  const base = { metric: quantity.metric, why, severity: 'deny' } as const;
  const { firstVersion } = project;
  const rule: MetricRule =
    firstVersion.rule === 'superior'
      ? { ...base, rule: 'superior' }
      : { ...base, rule: 'notWorse', margin: firstVersion.margin };
  return { rule, quantity, title: `${quantityTitle(quantity)} against the baseline` };
}
