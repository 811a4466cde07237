import type { MetricRule, SlicedRule } from '../definitions/schema/gate-rules.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Evidence, Quantity } from './evidence.ts';
import { isRelative } from './rules/rule-finding.ts';

/** The groups of an evaluation: each with its values, one of them the reference. */
export type GroupSizes = Evidence['groups'];

/** The slice that a rule is about; undefined: all rows, or parts of a group against others. */
export function sliceOf(rule: MetricRule): SlicedRule['slice'] {
  return 'slice' in rule ? rule.slice : undefined;
}

/** Groups whose parts a rule tells apart. */
export function groupsOf(rule: MetricRule): readonly string[] {
  return [rule.contrast, rule.within, sliceOf(rule)?.group].filter((name) => name !== undefined);
}

/**
 * What a rule must know: one quantity, or in a slice one for each part, or with a contrast one for each value of the group that isn't the reference; of four fifths one for each
 * pair. `oneOf`: how many rules share the error rate.
 */
export function ruleQuantities(rule: MetricRule, groups: GroupSizes, oneOf = 1): readonly Quantity[] {
  const level = { ...(rule.alpha !== undefined && { alpha: rule.alpha }), ...(oneOf > 1 && { oneOf }) };
  const quantity: Quantity = {
    metric: rule.metric,
    ...(rule.class !== undefined && { class: String(rule.class) }),
    ...(rule.among && { among: String(rule.among.label) }),
    ...((rule.rule === 'fourFifths' || isRelative(rule)) && { relative: true }),
    ...(Object.keys(level).length > 0 && { level }),
  };
  const slice = sliceOf(rule);
  if (slice !== undefined) return slicedParts(slice, groups).map((group) => ({ ...quantity, group }));
  if (rule.contrast === undefined) return [quantity];
  const name = rule.contrast;
  const pairs = rule.rule === 'fourFifths' ? everyPair(rule, groups) : againstReference(askedParts(groups[name]));
  return strataOf(rule, groups).flatMap((within) =>
    pairs.map(([value, reference]) => ({ ...quantity, group: { name, value, reference, ...within } })),
  );
}

function slicedParts({ group: name, part }: NonNullable<SlicedRule['slice']>, groups: GroupSizes) {
  return askedParts(groups[name])
    .filter(({ value }) => part === undefined || value === part)
    .map(({ value }) => ({ name, value }));
}

/** Where a contrast is asked: among all rows, or inside each part of another group. */
function strataOf({ within }: MetricRule, groups: GroupSizes): readonly Pick<GroupOf<Quantity>, 'within'>[] {
  if (within === undefined) return [{}];
  return askedParts(groups[within]).map(({ value }) => ({ within: { name: within, value } }));
}

type GroupOf<Q extends Quantity> = NonNullable<Q['group']>;

/** The parts that rules ask about. */
function askedParts(values: Values = []): Values {
  return values.filter(({ pruned }) => pruned !== true);
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
  const values = askedParts(groups[rule.contrast]);
  const kept = [...values.filter(({ reference }) => !reference), ...values.filter(({ reference }) => reference)]
    .map(({ value }) => value)
    .filter((value) => !small.has(value));
  return kept.flatMap((value, i) => kept.slice(i + 1).map((other): Pair => [value, other]));
}

/** Parts of the group whose share of the rows is below what the rule asks. */
export function leftOut(rule: MetricRule, groups: GroupSizes): readonly string[] {
  if (rule.rule !== 'fourFifths') return [];
  const values = groups[rule.contrast] ?? [];
  const share = rule.minimumShare ?? 0;
  // Where sizes are withheld, who is left out was noted while they were known.
  const withheld = values.some(({ fewerThan }) => fewerThan !== undefined);
  const rows = values.reduce((sum, { n }) => sum + n, 0);
  const isBelow = ({ n, belowShare = 1 }: Values[number]) => (withheld ? belowShare <= share : n < share * rows);
  return values.filter(isBelow).map(({ value }) => value);
}

/** Everything that a rule on a group does not ask about: parts with too small a share, and combinations too rare even when pooled. */
export function notAsked(rule: MetricRule, groups: GroupSizes): readonly string[] {
  const slice = sliceOf(rule);
  const name = rule.contrast ?? (slice?.part === undefined ? slice?.group : undefined);
  const values = name === undefined ? [] : (groups[name] ?? []);
  const pruned = values.flatMap((part) => (part.pruned === true ? (part.pooled ?? []) : []));
  return [
    ...leftOut(rule, groups).filter((name) => !values.some((part) => part.value === name && part.pruned)),
    ...pruned,
  ];
}

/** What a first version is judged by: the first metric, over all rows. */
export function firstMetric(gates: Gates): Quantity {
  const [metric] = gates.evaluate.metrics;
  if (metric === undefined) throw new RangeError('the schema admits no empty list of metrics');
  return { metric };
}
