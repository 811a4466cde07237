import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import { metrics } from '../evaluation/metrics.ts';
import { isAnchored } from './anchor.ts';
import type { Evidence, Measurement, Quantity } from './evidence.ts';
import { quantityTitle } from './quantity-title.ts';
import type { RuleOnQuantity } from './rule-verdict.ts';

/** A rule as it is judged beside what gates.yaml says of production: on which numbers, under which title. */
export interface AnchorCheck {
  readonly on: RuleOnQuantity;
  readonly measurement: Measurement | undefined;
}

/**
 * What a rule asks beside its comparison with production: the same of the anchor, where that is another version, or a floor under (a ceiling over) the
 * number itself.
 */
export function anchorChecks(
  rule: MetricRule,
  quantity: Quantity,
  measurement: Measurement | undefined,
  evidence: Evidence,
): readonly AnchorCheck[] {
  if (rule.rule !== 'notWorse') return [];
  if (typeof rule.anchor === 'object') {
    const { floor } = rule.anchor;
    const { margin: _, anchor: __, ...asked } = rule;
    const higher = metrics[rule.metric].betterIs === 'higher';
    const level: MetricRule = higher
      ? { ...asked, rule: 'atLeast', threshold: floor }
      : { ...asked, rule: 'atMost', threshold: floor };
    const { relative: _relative, ...own } = quantity; // it is about the number itself, whatever the margin is a share of
    const title = `${quantityTitle(own)}, ${higher ? 'floor' : 'ceiling'}`;
    return [{ on: { rule: level, quantity: own, title, limitKey: 'floor' }, measurement }];
  }
  if (!isAnchored(rule) || evidence.anchor === undefined) return [];
  const { version } = evidence.anchor;
  const against = version === undefined ? 'anchor' : `anchor ${version}`;
  const title = `${quantityTitle(quantity)}, against the ${against}`;
  return [{ on: { rule, quantity, title, against }, measurement: measurement && asAnchored(measurement) }];
}

/** The measurement with the anchor in production's place. */
function asAnchored({ champion: _, difference: __, anchorDifference, ...own }: Measurement): Measurement {
  return { ...own, ...(anchorDifference && { difference: anchorDifference }) };
}
