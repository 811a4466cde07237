import type { NewDominanceRule } from '../definitions/schema/gate-rules.ts';
import { isDefined } from '../evaluation/estimate.ts';
import { percentText } from '../report/number-text.ts';
import type { Evidence } from './evidence.ts';
import type { FeatureShare, Importance } from './importance-evidence.ts';
import { furthest, judgeShare } from './importance-verdict.ts';
import { notMeasured, packageFrame, undefinedPackage } from './package-verdict.ts';
import type { RuleVerdict } from './verdict.ts';

/**
 * Whether the model leans, more than it may, on a feature that does not lead in production: by rank among the point estimates there, and only where the
 * feature has any importance. Every other feature of the challenger must stay below the share; the verdict is that of the one furthest from it.
 */
export function judgeNewDominance(rule: NewDominanceRule, { importance }: Evidence, oneOf: number): RuleVerdict {
  const frame = packageFrame(rule, rule.share);
  if (importance?.champion === undefined) return notMeasured(frame);
  const { champion, undefined: reason, rows, features } = importance;
  if (reason !== undefined) return undefinedPackage(frame, { undefined: reason, n: rows });
  const unknown = unknownRanks(champion);
  if (unknown !== undefined)
    return undefinedPackage(frame, { undefined: `of production, ${unknown}`, n: champion.rows });
  const leading = leadingOf(champion, rule);
  const others = features.filter(({ feature }) => !leading.has(feature));
  if (others.length === 0) {
    const effect = { value: 0, low: 0, high: 0, n: rows, method: 'no other feature' };
    const sentence = `New dominant feature: every feature of this model is among the ${rule.leading} that lead in production.`;
    return { ...frame, effect, challenger: effect, outcome: 'pass', word: 'none', sentence };
  }
  return furthest(others.map((one) => judged(rule, importance, champion.features, one, oneOf)));
}

function judged(
  rule: NewDominanceRule,
  importance: Importance,
  inProduction: readonly FeatureShare[],
  one: FeatureShare,
  oneOf: number,
): RuleVerdict {
  const before = inProduction.find(({ feature }) => feature === one.feature)?.share;
  const had = before !== undefined && isDefined(before) ? `, where it has ${percentText(rounded(before.value))}` : '';
  const says = `it is not among the ${rule.leading} features that lead in production${had}`;
  const verdict = judgeShare(rule, importance, one, { oneOf, fail: ['newly dominant', says] });
  return before === undefined ? verdict : { ...verdict, champion: before };
}

type InProduction = NonNullable<Importance['champion']>;

/** Why nothing is known to lead in production. */
function unknownRanks({ undefined: reason, features }: InProduction): string | undefined {
  if (reason !== undefined) return reason;
  if (features.some(({ share }) => isDefined(share))) return undefined;
  const [first] = features;
  return first !== undefined && !isDefined(first.share) ? first.share.undefined : 'it has no features';
}

function leadingOf({ features }: InProduction, { leading }: NewDominanceRule): Set<string> {
  const ranked = features.filter(({ share }) => isDefined(share) && share.value > 0);
  return new Set(ranked.slice(0, leading).map(({ feature }) => feature));
}

const rounded = (share: number): number => Math.round(share * 100) / 100;
