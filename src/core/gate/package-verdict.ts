import type { PackageRule } from '../definitions/schema/gate-rules.ts';
import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { sentenceStart } from './quantity-title.ts';
import { packageRequirement, packageTitle } from './rules/package-rules.ts';
import { usable } from './usable-estimate.ts';
import type { RuleVerdict } from './verdict.ts';

/** What a verdict on a rule about the package begins as: waiting for a measurement. */
export type PackageFrame = Omit<RuleVerdict, 'outcome' | 'sentence' | 'effect'>;

export function packageFrame(rule: PackageRule, threshold: number, about = packageTitle(rule)): PackageFrame {
  const { rule: name, why, severity } = rule;
  const requirement = packageRequirement(rule);
  return { kind: 'rule', title: about, rule: name, requirement, why, severity, threshold };
}

/** Evidence that tells nothing of it, because it is older than the rule. */
export function notMeasured(frame: PackageFrame): RuleVerdict {
  const sentence = `${sentenceStart(frame.title)}: not measured; the evidence is from before it was asked for.`;
  return { ...frame, outcome: 'waiting', word: 'not measured', sentence, effect: { undefined: 'not measured', n: 0 } };
}

/** A number that is none. It passes nothing. */
export function undefinedPackage(frame: PackageFrame, effect: Estimate): RuleVerdict {
  const { n } = effect;
  const reason = isDefined(effect) ? 'its interval is not a finite one' : effect.undefined;
  const sentence = `${sentenceStart(frame.title)}: undefined (${reason}); what is undefined doesn't pass.`;
  return { ...frame, outcome: 'inconclusive', word: 'undefined', sentence, effect: { undefined: reason, n } };
}

/** How a rule says what it decided, each before the number, or around it. */
export interface PackageWords {
  readonly pass: readonly [word: string, says: string];
  readonly fail: readonly [word: string, says: string];
  readonly inconclusive: string;
}

/** Decides by the bounds of a number on one side of a line. */
export function decidedPackage(frame: PackageFrame, found: Estimate, words: PackageWords): RuleVerdict {
  const effect = usable(found);
  if (effect === undefined) return undefinedPackage(frame, found);
  const start = sentenceStart(frame.title);
  const below = frame.lines?.[0]?.wanted !== 'above';
  const [inside, beyond] = [below ? effect.high : -effect.low, below ? effect.low : -effect.high];
  const line = below ? frame.threshold : -frame.threshold;
  if (inside < line) {
    const [word, says] = words.pass;
    return { ...frame, effect, outcome: 'pass', word, sentence: `${start}: ${says}.` };
  }
  if (beyond > line) {
    const [word, says] = words.fail;
    return { ...frame, effect, outcome: 'fail', word, sentence: `${start}: ${says}.` };
  }
  return {
    ...frame,
    effect,
    outcome: 'inconclusive',
    word: "can't tell",
    sentence: `${start}: ${words.inconclusive}.`,
  };
}
