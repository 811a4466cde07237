import type { Fault } from '../../errors.ts';
import { metrics } from '../../evaluation/metrics.ts';
import { sliceOf } from '../../gate/rule-quantities.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { GateItem, GatePreset, GateRule, MetricRule } from '../schema/gate-rules.ts';
import type { AskedMetric } from '../schema/metrics-of-task.ts';
import type { SourceColumn } from '../schema/source.ts';
import type { Catalogue } from './catalogue.ts';
import { faultAt, unknownName } from './fault-at.ts';
import { viewOfFeature } from './feature-ref.ts';
import { checkAmong } from './gates-among.ts';
import { checkClass, checkMetric } from './gates-evaluation.ts';
import { checkLimits, checkPresetLimits } from './gates-limits.ts';
import { labelColumn } from './gates-problem.ts';
import { checkTogether } from './gates-together.ts';

type GatesDocument = DocumentOf<'Gates'>;

/** What a rule is held against beside its own document. */
interface Around {
  readonly gates: GatesDocument;
  /** Error rate of aval.yaml. */
  readonly alpha: number;
  readonly groups: readonly string[];
  readonly label: SourceColumn | undefined;
  readonly views: Catalogue['view'];
  /** Rules on other metrics are not about this model. */
  readonly fits: (asked: AskedMetric) => boolean;
}

export interface RuleContext {
  readonly spine: DocumentOf<'Source'> | undefined;
  readonly catalogue: Pick<Catalogue, 'project' | 'view'>;
  /** Absent: every rule is about the model. */
  readonly fits?: (asked: AskedMetric) => boolean;
}

/** Each rule's metric fits the task, its contrast is a declared group, its label can occur; rules together say what can be decided. */
export function* checkRules(gates: GatesDocument, context: RuleContext): Generator<Fault> {
  yield* checkItems(gates, gates.value.gates, ['gates'], context);
}

/** The same of another list about the model of these gates; `gates.locate` finds its places. */
export function* checkItems(
  gates: GatesDocument,
  items: readonly GateItem[],
  pointer: Pointer,
  { spine, catalogue, fits = () => true }: RuleContext,
): Generator<Fault> {
  const around: Around = {
    fits,
    views: catalogue.view,
    gates,
    alpha: catalogue.project?.value.statistics.alpha ?? 1,
    groups: gates.value.evaluate.groups.map(({ name }) => name),
    label: labelColumn(gates, spine),
  };
  for (const [i, item] of items.entries()) yield* checkItem(around, item, [...pointer, i]);
  yield* checkTogether(gates, items, pointer);
}

function* checkItem(around: Around, item: GateItem, pointer: Pointer): Generator<Fault> {
  if ('rule' in item) yield* checkRule(around, item, pointer);
  else if ('preset' in item) yield* checkPreset(around, item, pointer);
  else if ('all' in item) yield* checkAll(around, item.all, [...pointer, 'all']);
  else if ('none' in item) yield* checkNone(around, item.none, [...pointer, 'none']);
  else {
    for (const [i, one] of item.any.entries()) {
      const at = [...pointer, 'any', i];
      if ('rule' in one) yield* checkMember(around, one, at);
      else {
        yield* warnsAlone(around, one.severity, at);
        yield* checkAll(around, one.all, [...at, 'all']);
      }
    }
  }
}

function* checkAll(around: Around, rules: readonly GateRule[], pointer: Pointer): Generator<Fault> {
  yield* checkMembers(around, rules, pointer);
  yield* checkTogether(around.gates, rules, pointer);
}

function* checkMembers(around: Around, rules: readonly GateRule[], pointer: Pointer): Generator<Fault> {
  for (const [i, rule] of rules.entries()) yield* checkMember(around, rule, [...pointer, i]);
}

function* checkMember(around: Around, rule: GateRule, pointer: Pointer): Generator<Fault> {
  yield* warnsAlone(around, rule.severity, pointer);
  yield* checkRule(around, rule, pointer);
}

/** Together they decide one thing, so only all of it can be a mere warning. */
function* warnsAlone({ gates }: Around, severity: GateRule['severity'], pointer: Pointer): Generator<Fault> {
  if (severity !== 'warn') return;
  const message = "a rule among others that decide together can't warn alone";
  yield faultAt(gates, [...pointer, 'severity'], 'gates.severity', message, 'Put "severity: warn" beside the list.');
}

function* checkNone(around: Around, rules: readonly GateRule[], pointer: Pointer): Generator<Fault> {
  yield* checkMembers(around, rules, pointer);
  for (const [i, rule] of rules.entries()) {
    if (!('metric' in rule)) continue;
    const slice = sliceOf(rule);
    if (rule.contrast === undefined && (slice === undefined || slice.part !== undefined)) continue;
    const [key, what] = rule.contrast === undefined ? ['slice', 'a slice without a part'] : ['contrast', 'a contrast'];
    const message = `${what} asks for every group, so that it does not hold says little`;
    const hint = `Under "none" name rules ${key === 'slice' ? 'on one part' : 'without a contrast'}.`;
    yield faultAt(around.gates, [...pointer, i, key ?? ''], 'gates.none', message, hint);
  }
}

function* checkRule(
  { gates, alpha, groups, label, fits, views }: Around,
  rule: GateRule,
  pointer: Pointer,
): Generator<Fault> {
  if (!('metric' in rule)) {
    if (rule.rule === 'importanceAtMost' && rule.feature !== undefined)
      yield* viewOfFeature(gates, [...pointer, 'feature'], rule.feature, views);
    return;
  }
  if (!fits(rule)) return;
  const { contrast } = rule;
  yield* checkMetric(gates, [...pointer, 'metric'], rule);
  yield* checkClass(gates, [...pointer, 'class'], rule.class);
  if (contrast !== undefined && !groups.includes(contrast))
    yield unknownName(gates, [...pointer, 'contrast'], 'group', contrast, groups);
  yield* checkWithin(gates, groups, rule, pointer);
  yield* checkSlice(gates, groups, rule, pointer);
  yield* checkLimits(gates, rule, pointer);
  if (rule.alpha !== undefined && rule.alpha > alpha) {
    const message = `alpha ${rule.alpha} is more than the ${alpha} that aval.yaml allows`;
    const hint =
      'A rule may be stricter than "statistics.alpha", not laxer: its looks at the holdout are counted by that.';
    yield faultAt(gates, [...pointer, 'alpha'], 'gates.alpha', message, hint);
  }
  if ('margin' in rule && typeof rule.margin === 'string' && contrast !== undefined) {
    const message = 'a share of a gap between groups, which may be 0, is no margin';
    yield faultAt(gates, [...pointer, 'margin'], 'gates.margin', message, 'Give the margin in units of the metric.');
  }
  if (rule.rule === 'notWorse' && typeof rule.anchor === 'object' && metrics[rule.metric].betterIs === 'neither') {
    const message = `neither more nor less of ${rule.metric} is better, so a floor under it says nothing`;
    yield faultAt(gates, [...pointer, 'anchor'], 'gates.anchor', message, 'Expected best or none.');
  }
  yield* checkAmong(gates, rule, pointer, label);
}

/** A slice is of a declared group, and what is contrasted has its own way to say where. */
function* checkSlice(
  gates: GatesDocument,
  groups: readonly string[],
  rule: MetricRule,
  pointer: Pointer,
): Generator<Fault> {
  const slice = sliceOf(rule);
  if (slice === undefined) return;
  if (rule.contrast !== undefined) {
    const message = 'a contrast compares parts of a group, so it is in none of them';
    const hint = 'Say "within" for a contrast inside each part of another group.';
    yield faultAt(gates, [...pointer, 'slice'], 'gates.slice', message, hint);
  } else if (!groups.includes(slice.group))
    yield unknownName(gates, [...pointer, 'slice', 'group'], 'group', slice.group, groups);
}

/** A stratum is a part of another group than the one that is contrasted. */
function* checkWithin(
  gates: GatesDocument,
  groups: readonly string[],
  { within, contrast }: MetricRule,
  pointer: Pointer,
): Generator<Fault> {
  if (within === undefined) return;
  const at = [...pointer, 'within'];
  if (contrast === undefined) {
    const hint = 'Add "contrast", or leave "within" out.';
    yield faultAt(gates, at, 'gates.within', '"within" says where a contrast is asked, and there is none', hint);
  } else if (!groups.includes(within)) yield unknownName(gates, at, 'group', within, groups);
  else if (within === contrast)
    yield faultAt(gates, at, 'gates.within', `inside one part of "${within}" there are no others to contrast`);
}

function* checkPreset({ gates, groups, fits }: Around, preset: GatePreset, pointer: Pointer): Generator<Fault> {
  if (preset.preset === 'model-risk' || !fits(preset)) return;
  yield* checkMetric(gates, [...pointer, 'metric'], preset);
  if (preset.preset === 'nyc-ll144') {
    for (const [i, contrast] of preset.contrasts.entries())
      if (!groups.includes(contrast)) yield unknownName(gates, [...pointer, 'contrasts', i], 'group', contrast, groups);
    return;
  }
  yield* checkPresetLimits(gates, preset, pointer);
  const { threshold, minimumChange, minimumRelativeChange } = preset;
  if ([threshold, minimumChange, minimumRelativeChange].every((limit) => limit === undefined)) {
    const hint = 'Expected one or more of threshold, minimumChange, minimumRelativeChange.';
    yield faultAt(gates, pointer, 'gates.preset', 'the preset asks for nothing', hint);
  }
}
