import type { FoundRuleset } from '../../../src/core/onboarding/ruleset.ts';
import { type RulesetPart, rulesets } from '../../../src/core/onboarding/rulesets.ts';

export const appId = 77;

/** A wanted ruleset by what it is for. */
export function wanted(part: RulesetPart) {
  const found = rulesets({ appId }).find((one) => one.part === part);
  if (found === undefined) throw new RangeError(part);
  return found;
}

/** A wanted ruleset as GitHub answers it to an administrator. */
export function found(part: RulesetPart): FoundRuleset {
  return { ...structuredClone(wanted(part).ruleset as unknown as FoundRuleset), id: 1 }; // only less readonly
}
