import type { RuleVerdict } from '../gate/verdict.ts';

/** A level rule bounds the change's own number; there its interval stands, and there is no difference. */
export function boundsOwnNumber({ rule }: RuleVerdict): boolean {
  return rule === 'atLeast' || rule === 'atMost' || rule === 'fourFifths';
}

/** One group minus another, which may be either way. */
export function isGap({ quantity }: RuleVerdict): boolean {
  return quantity?.group?.reference !== undefined && quantity.relative === undefined;
}

/** A difference that is a share of the number in production. */
export function isShare({ quantity }: RuleVerdict): boolean {
  return quantity?.relative === true && quantity.group?.reference === undefined;
}

/** About one group beside another. */
export function comparesGroups({ quantity }: RuleVerdict): boolean {
  return quantity?.group?.reference !== undefined;
}
