import type { GateItem, GateRule, MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { metricOf } from '../evaluation/metrics.ts';
import { expandPreset } from './presets/expand-preset.ts';

/** A rule where it stands: alone, one of several of which one is enough, or one that must not hold. */
export interface PlacedRule {
  readonly kind: 'rule';
  readonly rule: GateRule;
  /** How many rules share the error rate because one of them is enough; 1: it has all of it. */
  readonly oneOf: number;
  /** True: the gate asks that it does not hold. */
  readonly negated: boolean;
}

/** Rules together. */
export interface RuleGroup {
  readonly kind: 'all' | 'any' | 'none';
  /** "one of 2 is enough", "preset model-risk". */
  readonly title: string;
  readonly why?: string;
  readonly children: readonly RuleTree[];
}

export type RuleTree = PlacedRule | RuleGroup;

/** What gates.yaml asks, presets expanded. A group that only warns makes its rules warn. */
export function ruleTrees(gates: Gates): readonly RuleTree[] {
  return treesOf(gates.gates, gates);
}

/** The same of another list, such as that of an environment, for the model of these gates. */
export function treesOf(items: readonly GateItem[], gates: Gates): readonly RuleTree[] {
  return items.map((item) => treeOf(item, gates));
}

/** Every rule about this model, in order: of gates.yaml, then of the environments, as far as they are about models of its task. */
export function askedRules(gates: Gates, { environments }: Project): readonly PlacedRule[] {
  const ofEnvironments = environments.flatMap(({ require }) => treesOf(require.gates ?? [], gates));
  return [
    ...ruleTrees(gates).flatMap(placedRules),
    ...ofEnvironments.flatMap(placedRules).filter(({ rule }) => fitsTask(rule, gates)),
  ];
}

/** Whether a rule can be about this model: a metric is for one task only. */
export function fitsTask(rule: GateRule, { problem }: Gates): boolean {
  return !('metric' in rule) || metricOf(problem.task, rule) !== undefined;
}

/** Of the rules about this model those about a number that is measured on rows, in order. */
export function measuredRules(
  gates: Gates,
  project: Project,
): readonly { readonly rule: MetricRule; readonly oneOf: number }[] {
  return askedRules(gates, project).flatMap(({ rule, oneOf }) => ('metric' in rule ? [{ rule, oneOf }] : []));
}

/** What decides, as the policy's digest has it: the list as written, with presets in full. */
export function expandedItems(items: readonly GateItem[], gates: Gates): readonly unknown[] {
  return items.map((item) => ('preset' in item ? { ...item, stands: expandPreset(item, gates) } : item));
}

/** Every rule of a tree, in order. */
function placedRules(tree: RuleTree): readonly PlacedRule[] {
  return tree.kind === 'rule' ? [tree] : tree.children.flatMap(placedRules);
}

function treeOf(item: GateItem, gates: Gates): RuleTree {
  if ('rule' in item) return placed(item);
  if ('preset' in item) {
    const rules = expandPreset(item, gates);
    return { kind: 'all', title: `preset ${item.preset}`, children: rules.map((rule) => placed(rule)) };
  }
  const { severity, why } = item;
  if ('all' in item) return allOf(item, severity, 1);
  if ('none' in item) {
    const children = item.none.map((rule) => placed({ ...rule, severity }, 1, true));
    return { kind: 'none', title: `none of ${children.length} may hold`, why, children };
  }
  const oneOf = item.any.length;
  const children = item.any.map((one) =>
    'all' in one ? allOf(one, severity, oneOf) : placed({ ...one, severity }, oneOf),
  );
  return { kind: 'any', title: `one of ${oneOf} is enough`, why, children };
}

type AllOf = Extract<GateItem, { all: unknown }>;

function allOf({ all, why }: AllOf, severity: GateRule['severity'], oneOf: number): RuleGroup {
  const children = all.map((rule) => placed({ ...rule, severity }, oneOf));
  return { kind: 'all', title: `all of ${children.length} must hold`, why, children };
}

function placed(rule: GateRule, oneOf = 1, negated = false): PlacedRule {
  return { kind: 'rule', rule, oneOf, negated };
}
