import { normalQuantile } from '../comparison/normal.ts';
import { rowsNeeded } from '../comparison/rows-needed.ts';
import type { ImportanceRule, NewDominanceRule } from '../definitions/schema/gate-rules.ts';
import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import { countText, estimateText, percentText, roughCount } from '../report/number-text.ts';
import type { Evidence } from './evidence.ts';
import type { FeatureShare, Importance } from './importance-evidence.ts';
import { decidedPackage, notMeasured, packageFrame, undefinedPackage } from './package-verdict.ts';
import type { RuleVerdict } from './verdict.ts';

/**
 * Whether the model leans on one feature more than it may: a feature that says nearly everything has often seen the label. Without a feature's name
 * every one must pass, and the verdict is that of the one furthest from it. `oneOf`: rules that share the error rate.
 */
export function judgeImportance(rule: ImportanceRule, { importance }: Evidence, oneOf: number): RuleVerdict {
  const frame = packageFrame(rule, rule.share);
  if (importance === undefined) return notMeasured(frame);
  const { undefined: reason, rows, features } = importance;
  if (reason !== undefined) return undefinedPackage(frame, { undefined: reason, n: rows });
  const asked = features.filter(({ feature }) => rule.feature === undefined || feature === rule.feature);
  if (asked.length === 0) {
    // What a model does not read it does not lean on.
    const effect = { value: 0, low: 0, high: 0, n: rows, method: 'not a feature' };
    const sentence = `Importance of ${rule.feature}: it is no feature of this model.`;
    return { ...frame, effect, challenger: effect, outcome: 'pass', word: 'no feature', sentence };
  }
  const fail = ['leans on it', 'look whether it knows the label'] as const;
  return furthest(asked.map((one) => judgeShare(rule, importance, one, { oneOf, fail })));
}

const worstFirst = ['fail', 'inconclusive', 'pass'] as const;

/** Of verdicts on several features, all of which must pass, the first of the worst. */
export function furthest(verdicts: readonly RuleVerdict[]): RuleVerdict {
  const [found] = worstFirst.flatMap((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome));
  if (found === undefined) throw new RangeError('each of at least one feature has a verdict');
  return found;
}

interface ShareQuestion {
  readonly oneOf: number;
  /** What a share that is too large is called, and what is said of it. */
  readonly fail: readonly [word: string, says: string];
}

/** One feature's share of the importance against the rule's. */
export function judgeShare(
  rule: ImportanceRule | NewDominanceRule,
  { metric, rows, alpha }: Importance,
  { feature, share }: FeatureShare,
  { oneOf, fail: [word, says] }: ShareQuestion,
): RuleVerdict {
  const found = atShareOf(share, alpha, oneOf);
  const limit = percentText(rule.share);
  const text = estimateText(found, { signed: false, limit: rule.share, percent: true });
  const of = `of the permutation importance for ${metrics[metric].title} on ${countText(rows)} dev rows`;
  const lines = [{ at: rule.share, wanted: 'below' }] as const;
  const frame = { ...packageFrame(rule, rule.share, `importance of ${feature}`), lines, challenger: found };
  const verdict = decidedPackage(frame, found, {
    pass: ['small enough', `${text} ${of}; at most ${limit} is asked`],
    fail: [word, `${text} ${of}, above ${limit}: ${says}`],
    inconclusive: `can't tell whether it is at most ${limit}: ${text} ${of}`,
  });
  const needed = isDefined(found) && rowsNeeded(found, rule.share, alpha / oneOf);
  if (verdict.outcome !== 'inconclusive' || typeof needed !== 'number') return verdict;
  const moreRows = Math.max(1, needed - rows);
  const sentence = verdict.sentence.replace(/\.$/, `; about ${roughCount(moreRows)} more would decide.`);
  return { ...verdict, moreRows, sentence };
}

/** The interval at the share of the error rate that one of several rules has. */
function atShareOf(share: Estimate, alpha: number, oneOf: number): Estimate {
  if (oneOf === 1 || !isDefined(share) || share.se === undefined) return share;
  const wider = normalQuantile(1 - alpha / oneOf) / normalQuantile(1 - alpha);
  const { value, low, high, se } = share;
  const half = Math.max(high - value, value - low, se * normalQuantile(1 - alpha)) * wider;
  return { ...share, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}
