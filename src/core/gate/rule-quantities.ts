import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Evidence, Quantity } from './evidence.ts';
import { isRelative } from './rules/rule-finding.ts';

/** The groups of an evaluation: each with its values, one of them the reference. */
export type GroupSizes = Evidence['groups'];

/**
 * What a rule must know: one quantity, or with a contrast one for each value of the group that isn't the reference; of four fifths one for each
 * pair. `oneOf`: how many rules share the error rate.
 */
export function ruleQuantities(rule: MetricRule, groups: GroupSizes, oneOf = 1): readonly Quantity[] {
  const level = { ...(rule.alpha !== undefined && { alpha: rule.alpha }), ...(oneOf > 1 && { oneOf }) };
  const quantity: Quantity = {
    metric: rule.metric,
    ...(rule.among && { among: String(rule.among.label) }),
    ...((rule.rule === 'fourFifths' || isRelative(rule)) && { relative: true }),
    ...(Object.keys(level).length > 0 && { level }),
  };
  if (rule.contrast === undefined) return [quantity];
  const name = rule.contrast;
  const pairs = rule.rule === 'fourFifths' ? everyPair(rule, groups) : againstReference(groups[name] ?? []);
  return pairs.map(([value, reference]) => ({ ...quantity, group: { name, value, reference } }));
}

type Values = GroupSizes[string];
type Pair = readonly [value: string, reference: string];

function againstReference(values: Values): readonly Pair[] {
  const reference = values.find((group) => group.reference)?.value;
  if (reference === undefined) return [];
  return values.filter((group) => !group.reference).map(({ value }): Pair => [value, reference]);
}

type FourFifths = Extract<MetricRule, { rule: 'fourFifths' }>;

/** Every two parts once, the reference always last. */
function everyPair(rule: FourFifths, groups: GroupSizes): readonly Pair[] {
  const small = new Set(leftOut(rule, groups));
  const values = groups[rule.contrast] ?? [];
  const kept = [...values.filter(({ reference }) => !reference), ...values.filter(({ reference }) => reference)]
    .map(({ value }) => value)
    .filter((value) => !small.has(value));
  return kept.flatMap((value, i) => kept.slice(i + 1).map((other): Pair => [value, other]));
}

/** Parts of the group whose share of the rows is below what the rule asks. */
export function leftOut(rule: MetricRule, groups: GroupSizes): readonly string[] {
  if (rule.rule !== 'fourFifths') return [];
  const values = groups[rule.contrast] ?? [];
  const rows = values.reduce((sum, { n }) => sum + n, 0);
  return values.filter(({ n }) => n < (rule.minimumShare ?? 0) * rows).map(({ value }) => value);
}

/** What a first version is judged by: the first metric, over all rows. */
export function firstMetric(gates: Gates): Quantity {
  const [metric] = gates.evaluate.metrics;
  if (metric === undefined) throw new RangeError('the schema admits no empty list of metrics');
  return { metric };
}
