/** Standard deviations from the mean up to which effects are usual, as NannyML has it. */
export const usualDeviations = 3;

/**
 * The mean of effects of reference windows, `deviations` standard deviations (by n) farther, within what the effect can be. Effects that are not numbers
 * have no say; none: NaN.
 */
export function standardDeviationLimit(
  effects: readonly number[],
  deviations: number,
  { least = -Infinity, most = Infinity } = {},
): number {
  const known = effects.filter((effect) => !Number.isNaN(effect));
  const mean = known.reduce((sum, effect) => sum + effect, 0) / known.length;
  const variance = known.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / known.length;
  return Math.min(most, Math.max(least, mean + deviations * Math.sqrt(variance)));
}
