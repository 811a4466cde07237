import { decide } from '../comparison/decide.ts';
import type { LatencyRule, OperationalRule } from '../definitions/schema/gate-rules.ts';
import { measureOf } from '../evaluation/operational/asked-operations.ts';
import { countText } from '../report/number-text.ts';
import { operationText } from '../report/package-rule-text.ts';
import type { Evidence } from './evidence.ts';
import type { MeasuredOperation, OperationalMeasure } from './operational-evidence.ts';
import { decidedPackage, notMeasured, type PackageFrame, packageFrame, undefinedPackage } from './package-verdict.ts';
import { sentenceStart } from './quantity-title.ts';
import { notWorse } from './rules/comparison.ts';
import { marginOf } from './rules/margin.ts';
import { packageRequirement } from './rules/package-rules.ts';
import { usable } from './usable-estimate.ts';
import type { RuleVerdict } from './verdict.ts';

/** A rule that bounds the change's own number. */
type Bound = Exclude<OperationalRule, Slower>;
type Slower = Extract<LatencyRule, { rule: 'latencyNotWorse' }>;

/** Whether the package answers fast enough, by what was timed where the evidence was made. `oneOf`: rules that share the error rate. */
export function judgeOperation(rule: OperationalRule, { operational }: Evidence, oneOf: number): RuleVerdict {
  const measure = measureOf(rule);
  const frame = packageFrame(rule, limitOf(rule));
  const found = operational?.measures.find((one) => one.measure === measure && (one.oneOf ?? 1) === oneOf);
  if (found === undefined || operational === undefined) return notMeasured(frame);
  const { challenger, champion } = found;
  const known = { ...frame, challenger, ...(champion && { champion }) };
  const what = measure === 'rows_per_second' ? 'batches' : 'rows scored one by one';
  const on = `${countText(challenger.n)} ${what} on ${operational.machine}`;
  return rule.rule === 'latencyNotWorse' ? slower(rule, known, found, on) : bounded(rule, known, found, on);
}

function bounded(rule: Bound, frame: PackageFrame, { measure, challenger }: MeasuredOperation, on: string) {
  const { threshold } = frame;
  const number = operationText(measure, challenger, threshold);
  const asked = packageRequirement(rule);
  const limit = asked.replace(/^at (?:most|least) /, '');
  const below = rule.rule === 'latencyAtMost';
  const lines = [{ at: threshold, wanted: below ? 'below' : 'above' }] as const;
  return decidedPackage({ ...frame, lines }, challenger, {
    pass: ['fast enough', `${number}; ${asked} is asked, over ${on}`],
    fail: ['too slow', `${number}, ${below ? 'above' : 'below'} ${limit}, over ${on}`],
    inconclusive: `can't tell whether it is ${asked}: ${number} over ${on}`,
  });
}

function slower({ margin }: Slower, frame: PackageFrame, { change }: MeasuredOperation, on: string): RuleVerdict {
  if (change === undefined) return notMeasured(frame);
  const effect = usable(change);
  if (effect === undefined) return undefinedPackage(frame, change);
  const most = marginOf(margin);
  // Its level is in the interval already; rows that would decide are not what timings lack.
  const decision = decide(effect, { rule: 'notWorse', margin: most.value, betterIs: 'lower' }, 0.5);
  const { word, says } = notWorse(decision, effect, 'lower', most);
  const words = (text: string) => text.replace(/\bworse\b/g, 'slower').replace(/\bbetter\b/g, 'faster');
  const sentence = `${sentenceStart(frame.title)}: ${words(says)}, over ${on}.`;
  const lines = [{ at: most.value, wanted: 'below' }] as const;
  return { ...frame, lines, effect, outcome: decision.outcome, word: words(word), sentence };
}

function limitOf(rule: OperationalRule): number {
  switch (rule.rule) {
    case 'latencyAtMost':
      return latencyMs(rule.latency);
    case 'latencyNotWorse':
      return marginOf(rule.margin).value;
    case 'rowsPerSecondAtLeast':
      return rule.rows;
  }
}

/** `20ms` and `1.5s` in milliseconds. */
function latencyMs(latency: string): number {
  return Number.parseFloat(latency) * (latency.endsWith('ms') ? 1 : 1000);
}

/** A measure in words, as in "latency, p99". */
export function operationTitle(measure: OperationalMeasure): string {
  return measure === 'rows_per_second' ? 'rows per second' : `latency, ${measure.replace('latency_', '')}`;
}
