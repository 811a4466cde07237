import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Project } from '../definitions/schema/project.ts';
import { levelText } from '../report/number-text.ts';
import { anchorChecks } from './anchor-verdicts.ts';
import { combineAny, combineParts } from './combine.ts';
import { emptyText } from './empty-text.ts';
import type { Evidence, Measurement, Quantity } from './evidence.ts';
import { judgePackage, packageLevel, packageNotApplicable } from './judge-package.ts';
import { levelOfQuantity } from './level.ts';
import { asNegated } from './negated-verdict.ts';
import { quantityKey } from './quantity-key.ts';
import { quantityTitle, sentenceStart } from './quantity-title.ts';
import { asRecorded, type Recorded } from './recorded-verdict.ts';
import { notAsked, ruleQuantities, sliceOf } from './rule-quantities.ts';
import type { PlacedRule, RuleTree } from './rule-tree.ts';
import { judgeRule, notApplicable } from './rule-verdict.ts';
import { comparesWithChampion, limitOf, requirementOf } from './rules/rule-finding.ts';
import type { RuleVerdict, VerdictNode } from './verdict.ts';

/** What rules are held against. */
export interface JudgedEvidence {
  readonly evidence: Evidence;
  readonly known: ReadonlyMap<string, Measurement>;
  readonly statistics: Project['statistics'];
  /** True: nothing is in production, so rules that compare with it don't apply. */
  readonly first: boolean;
  /** The evidence is of a version that was released: nothing will be added to it. */
  readonly recorded?: Recorded;
}

/** The verdict on rules that stand together as gates.yaml says. */
export function judgeTree(tree: RuleTree, on: JudgedEvidence): VerdictNode | RuleVerdict {
  if (tree.kind === 'rule') return judgePlaced(tree, on);
  const children = tree.children.map((child) => judgeTree(child, on));
  const title = tree.why === undefined ? tree.title : `${tree.title}: ${tree.why}`;
  return tree.kind === 'any' ? combineAny(title, children) : combineParts(title, children, tree.kind);
}

/** One rule: a verdict, or one for each group that it is about. */
function judgePlaced({ rule, oneOf, negated }: PlacedRule, on: JudgedEvidence): VerdictNode | RuleVerdict {
  const { evidence } = on;
  const placed = (found: RuleVerdict, alpha = evidence.alpha): RuleVerdict => {
    const recorded = on.recorded ? asRecorded(found, rule, on.recorded) : found;
    const verdict = atItsLevel(negated ? asNegated(recorded) : recorded, alpha, on);
    if (negated || oneOf === 1) return verdict;
    return { ...verdict, requirement: `${verdict.requirement}, or another of ${oneOf}` };
  };
  const applies = !(on.first && comparesWithChampion(rule));
  if (!('metric' in rule)) {
    if (!applies) return placed(packageNotApplicable(rule));
    return placed(judgePackage(rule, evidence, oneOf), packageLevel(rule, evidence, oneOf));
  }
  const verdicts = ruleQuantities(rule, evidence.groups, oneOf).flatMap((quantity) => [
    placed(applies ? judgeQuantity(rule, quantity, on) : notApplicable({ rule, quantity }, measured(quantity, on))),
    ...(negated ? [] : judgeAnchor(rule, quantity, on).map((one) => placed(one))),
  ]);
  const [only] = verdicts;
  if (only === undefined) return placed(nothingToAsk(rule, evidence, applies));
  const small = notAsked(rule, evidence.groups);
  if (verdicts.length === 1 && small.length === 0) return only;
  const note = small.length === 0 ? '' : `; left out, too few: ${small.join(', ')}`;
  return combineParts(partsTitle(rule) + note, verdicts);
}

/** One rule on one quantity, at the level that this quantity was measured at. */
export function judgeQuantity(rule: MetricRule, quantity: Quantity, on: JudgedEvidence, title?: string): RuleVerdict {
  const alpha = levelOfQuantity(quantity, on.evidence.alpha, on.statistics.alpha);
  const verdict = judgeRule({ rule, quantity, ...(title !== undefined && { title }) }, measured(quantity, on), alpha);
  return atItsLevel(verdict, alpha, on);
}

/**
 * Says the level of an interval that is not that of the evaluation: of a rule that is stricter, or one of several of which one is enough, or about the
 * package, which spends nothing.
 */
function atItsLevel(verdict: RuleVerdict, alpha: number, { evidence }: JudgedEvidence): RuleVerdict {
  if (alpha === evidence.alpha || verdict.decides === 'value') return verdict;
  return { ...verdict, requirement: `${verdict.requirement} (${levelText(alpha)} interval)` };
}

/** What the rule asks beside its comparison with production. */
function judgeAnchor(rule: MetricRule, quantity: Quantity, on: JudgedEvidence): readonly RuleVerdict[] {
  const alpha = levelOfQuantity(quantity, on.evidence.alpha, on.statistics.alpha);
  const checks = anchorChecks(rule, quantity, measured(quantity, on), on.evidence);
  return checks.map((check) => atItsLevel(judgeRule(check.on, check.measurement, alpha), alpha, on));
}

function measured(quantity: Quantity, { known }: JudgedEvidence): Measurement | undefined {
  return known.get(quantityKey(quantity));
}

function partsTitle(rule: MetricRule): string {
  const among = rule.among === undefined ? {} : { among: String(rule.among.label) };
  const group = rule.contrast ?? sliceOf(rule)?.group;
  const by = group === undefined ? '' : ` by ${group}`;
  return `${quantityTitle({ metric: rule.metric, ...among })}${by}: ${requirementOf(rule)}`;
}

/** A contrast needs a reference and another group, a slice its part; an evaluation without them has not measured what the rule asks. */
function nothingToAsk(rule: MetricRule, { groups }: Evidence, applies: boolean): RuleVerdict {
  const title = partsTitle(rule);
  const { word, says, reason } = emptyText(rule, groups);
  return {
    kind: 'rule',
    outcome: applies ? 'inconclusive' : 'waiting',
    title,
    rule: rule.rule,
    requirement: requirementOf(rule),
    word,
    sentence: `${sentenceStart(title)}: ${says}.`,
    why: rule.why,
    severity: rule.severity,
    ...(applies ? {} : { applies: false }),
    effect: { undefined: reason, n: 0 },
    threshold: limitOf(rule),
  };
}
