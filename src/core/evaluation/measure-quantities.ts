import { measure } from '../comparison/measure.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { anchoredQuantities } from '../gate/anchor.ts';
import type { Evidence, Measurement } from '../gate/evidence.ts';
import { levelOfQuantity } from '../gate/level.ts';
import { quantityKey } from '../gate/quantity-key.ts';
import { ruleQuantities } from '../gate/rule-quantities.ts';
import { measuredRules } from '../gate/rule-tree.ts';
import { present } from '../present.ts';
import { baselineNumberOf, constantNumberOf } from './baseline-number.ts';
import type { MeasuredRows } from './measured-rows.ts';
import { quantitiesOf } from './quantities.ts';

/** What is measured, of which rows. */
export interface QuantitiesToMeasure {
  readonly gates: Gates;
  readonly project: Project;
  readonly tier: Evidence['tier'];
  readonly scored: ScoredRows;
  readonly groups: Evidence['groups'];
  readonly settings: MeasureSettings;
  readonly trivial?: MeasuredRows['trivial'];
}

/** Every quantity at its own level; the anchor beside it where a rule asks, and the baseline's number and other methods' word where everything may be shown: of all dev rows. */
export function measureQuantities(of: QuantitiesToMeasure): Measurement[] {
  const { gates, project, tier, scored, groups, settings, trivial } = of;
  const { anchor: _, ...withoutAnchor } = scored;
  const anchored = new Set(anchoredQuantities(gates, project, groups).map(quantityKey));
  const margins = marginsOf(of);
  const baselineNumber = baselineNumberOf(scored);
  const trivialNumber = trivial && constantNumberOf(scored, trivial.answers, trivial.threshold);
  return quantitiesOf(gates, groups, project).map((quantity) => {
    const key = quantityKey(quantity);
    const margin = margins.get(key);
    const whole = tier === 'dev' && quantity.group === undefined && quantity.relative === undefined;
    const asked = { ...settings, alpha: levelOfQuantity(quantity, settings.alpha, project.statistics.alpha) };
    const found = measure(anchored.has(key) ? scored : withoutAnchor, quantity, {
      ...asked,
      ...(whole && { opinions: margin === undefined ? {} : { margin } }),
    });
    if (!whole || quantity.class !== undefined) return found;
    return present({
      ...found,
      baseline: baselineNumber(quantity, asked),
      trivial: trivialNumber?.(quantity, asked),
    });
  });
}

/** What rules allow to be lost of each quantity, in units of its metric. */
function marginsOf({ gates, project, groups }: QuantitiesToMeasure): ReadonlyMap<string, number> {
  return new Map(
    measuredRules(gates, project).flatMap(({ rule, oneOf }) => {
      if (rule.rule !== 'notWorse' || typeof rule.margin !== 'number') return [];
      const { margin } = rule;
      return ruleQuantities(rule, groups, oneOf).map((quantity): [string, number] => [quantityKey(quantity), margin]);
    }),
  );
}
