import type { Evidence } from '../gate/evidence.ts';

/** Thresholds of the parts of a group, of both models, as entries of a list: `threshold of age over 25` with `0.41, champion 0.38`. Plain text. */
export function groupThresholdEntries(thresholds: Evidence['thresholds']): readonly (readonly [string, string])[] {
  const { byGroup } = thresholds ?? {};
  if (byGroup === undefined) return [];
  return byGroup.challenger.map(({ value, threshold }) => {
    const champion = byGroup.champion?.find((one) => one.value === value);
    const numbers = [threshold, ...(champion ? [champion.threshold] : [])].map((one) => Number(one.toFixed(4)));
    return [`threshold of ${byGroup.name} ${value}`, numbers.join(', champion ')];
  });
}
