import { type BoundPart, onlyResampling } from './bound-model.ts';
import type { DifferenceInterval } from './interval.ts';
import type { PairedModels } from './paired-models.ts';
import { type DiscordantPairs, tangoInterval } from './tango.ts';

/** Of 0/1 outcomes of the same rows: on how many only one of the models has 1. */
export function discordantPairs(challenger: Float64Array, other: Float64Array): DiscordantPairs {
  const ahead = (a: Float64Array, b: Float64Array) => a.filter((outcome, i) => outcome > (b[i] ?? 0)).length;
  return {
    onlyChallenger: ahead(challenger, other),
    onlyChampion: ahead(other, challenger),
    n: challenger.length,
  };
}

/**
 * Change of a group's share minus that of its reference, each on the same rows for both models: Tango's intervals of the two, put together as
 * Newcombe's are (square and add; Zou and Donner 2008). A group in which the models never disagree still has a width, which resampling can't see.
 * Undefined where the number is no gap of shares of rows that are independent and count alike.
 */
export function changeOfShareGap(
  { metric, challenger, other }: PairedModels,
  z: number,
): DifferenceInterval | undefined {
  if (metric.kind !== 'proportion' || onlyResampling(challenger) || onlyResampling(other)) return undefined;
  const intervalOf = ([own, theirs]: readonly [BoundPart | undefined, BoundPart | undefined]) =>
    own && theirs && tangoInterval(discordantPairs(metric.perRow(own.sample), metric.perRow(theirs.sample)), z);
  const part = intervalOf([challenger[0], other[0]]);
  const reference = intervalOf([challenger[1], other[1]]);
  if (part === undefined || reference === undefined) return undefined;
  const difference = part.difference - reference.difference;
  return {
    difference,
    low: difference - Math.hypot(part.difference - part.low, reference.high - reference.difference),
    high: difference + Math.hypot(part.high - part.difference, reference.difference - reference.low),
  };
}
