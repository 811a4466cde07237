import { normalQuantile } from '../comparison/normal.ts';
import { rowsNeeded } from '../comparison/rows-needed.ts';
import type { ImportanceRule } from '../definitions/schema/gate-rules.ts';
import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import { countText, estimateText, percentText, roughCount } from '../report/number-text.ts';
import type { Evidence } from './evidence.ts';
import type { Importance } from './importance-evidence.ts';
import { decidedPackage, notMeasured, packageFrame, undefinedPackage } from './package-verdict.ts';
import type { RuleVerdict } from './verdict.ts';

const worstFirst = ['fail', 'inconclusive', 'pass'] as const;

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
  const verdicts = asked.map((one) => judgeOne(rule, importance, one, oneOf));
  const [found] = worstFirst.flatMap((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome));
  if (found === undefined) throw new RangeError('each of at least one feature has a verdict');
  return found;
}

function judgeOne(
  rule: ImportanceRule,
  { metric, rows, alpha }: Importance,
  { feature, share }: Importance['features'][number],
  oneOf: number,
): RuleVerdict {
  const found = atShareOf(share, alpha, oneOf);
  const limit = percentText(rule.share);
  const text = estimateText(found, { signed: false, limit: rule.share, percent: true });
  const of = `of the permutation importance for ${metrics[metric].title} on ${countText(rows)} dev rows`;
  const lines = [{ at: rule.share, wanted: 'below' }] as const;
  const frame = { ...packageFrame(rule, rule.share, `importance of ${feature}`), lines, challenger: found };
  const verdict = decidedPackage(frame, found, {
    pass: ['small enough', `${text} ${of}; at most ${limit} is asked`],
    fail: ['leans on it', `${text} ${of}, above ${limit}: look whether it knows the label`],
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
