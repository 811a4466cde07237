import type { GateRule, Gates } from '../definitions/schema/gates.ts';
import type { Evidence, Quantity } from './evidence.ts';

/** The groups of an evaluation: each with its values, one of them the reference. */
export type GroupSizes = Evidence['groups'];

/** What a rule must know: one quantity, or with a contrast one for each value of the group that isn't the reference. */
export function ruleQuantities(rule: GateRule, groups: GroupSizes): readonly Quantity[] {
  const among = rule.among === undefined ? {} : { among: String(rule.among.label) };
  const quantity: Quantity = { metric: rule.metric, ...among };
  if (rule.contrast === undefined) return [quantity];
  const name = rule.contrast;
  const values = groups[name] ?? [];
  const reference = values.find((group) => group.reference)?.value;
  if (reference === undefined) return [];
  return values
    .filter((group) => !group.reference)
    .map((group) => ({ ...quantity, group: { name, value: group.value, reference } }));
}

/** What a first version is judged by: the first metric, over all rows. */
export function firstMetric(gates: Gates): Quantity {
  const [metric] = gates.evaluate.metrics;
  if (metric === undefined) throw new RangeError('the schema admits no empty list of metrics');
  return { metric };
}
