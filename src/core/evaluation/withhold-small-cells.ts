import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Evidence, Measurement } from '../gate/evidence.ts';
import { type GroupSizes, leftOut } from '../gate/rule-quantities.ts';
import { coarseCount, countsItsOwn, groupsThatTell, partsOf } from './coarse-counts.ts';
import { sizeBelow, withheldParts } from './complementary-cells.ts';
import { type Estimate, isDefined } from './estimate.ts';

/**
 * Evidence that tells of no part of a group how many rows it has where these are fewer than `least`: neither as its size, nor as what a number
 * counts, nor in a reason, nor as what the sizes of the others, or the counts of another number, leave of the whole. Counts that would tell it are of a grid:
 * multiples of `least`, and the `minimumRows` of rules, so that these are judged as before. What rules leave out for its size is noted before the size goes.
 * All else stays; withholding again changes nothing.
 */
export function withholdSmallCells(evidence: Evidence, rules: readonly MetricRule[], least: number): Evidence {
  const groups = Object.entries(evidence.groups).map(([name, parts]) => [
    name,
    parts.some(({ fewerThan }) => fewerThan !== undefined) ? parts : withSizesWithheld(name, parts, rules, least),
  ]);
  const withheld = new Map(
    Object.entries(evidence.groups).map(([name, parts]) => {
      const already = parts.filter(({ fewerThan }) => fewerThan !== undefined).map(({ value }) => value);
      return [name, already.length > 0 ? new Set(already) : withheldParts(parts, least)] as const;
    }),
  );
  const telling = groupsThatTell(evidence, least);
  const isCoarse = ({ quantity }: Measurement) =>
    partsOf(quantity).some(({ name, value }) => withheld.get(name)?.has(value)) ||
    (countsItsOwn(quantity) && partsOf(quantity).some(({ name }) => telling.has(name)));
  const minima = rules.flatMap((rule) => (rule.minimumRows === undefined ? [] : [rule.minimumRows]));
  return {
    ...evidence,
    groups: Object.fromEntries(groups),
    measurements: evidence.measurements.map((one) =>
      one.quantity.group === undefined ? one : withheldMeasurement(one, { least, minima, isCoarse: isCoarse(one) }),
    ),
  };
}

type Parts = GroupSizes[string];

function withSizesWithheld(name: string, parts: Parts, rules: readonly MetricRule[], least: number): Parts {
  const asking = rules.filter((rule) => rule.rule === 'fourFifths' && rule.contrast === name);
  const shares = asking.map((rule) => ({
    share: rule.rule === 'fourFifths' ? (rule.minimumShare ?? 0) : 0,
    below: new Set(leftOut(rule, { [name]: parts })),
  }));
  const withheld = withheldParts(parts, least);
  const below = sizeBelow(parts, withheld, least);
  return parts.map((part) => {
    const asked = shares.filter((one) => one.below.has(part.value)).map(({ share }) => share);
    return {
      ...part,
      ...(asked.length > 0 && { belowShare: Math.min(...asked) }),
      ...(withheld.has(part.value) && { n: 0, fewerThan: below(part.n) }),
    };
  });
}

function withheldMeasurement(measurement: Measurement, how: Withholding): Measurement {
  const withheld = (estimate: Estimate): Estimate => withheldEstimate(estimate, how);
  const { challenger, champion, difference, anchorDifference, widening, guaranteed } = measurement;
  return {
    ...measurement,
    challenger: withheld(challenger),
    ...(champion && { champion: withheld(champion) }),
    ...(difference && { difference: withheld(difference) }),
    ...(anchorDifference && { anchorDifference: withheld(anchorDifference) }),
    ...(widening && { widening: withheld(widening) }),
    ...(guaranteed && { guaranteed: withheld(guaranteed) }),
  };
}

interface Withholding {
  readonly least: number;
  readonly minima: readonly number[];
  readonly isCoarse: boolean;
}

/**
 * A number of a group with too few rows is undefined before it comes here; what is left to take away is how few, also where the reason says so: that
 * there is no row at all, or none of a class.
 */
function withheldEstimate(estimate: Estimate, { least, minima, isCoarse }: Withholding): Estimate {
  const isTold = !isCoarse || estimate.n < least || estimate.fewerThan !== undefined;
  const count = isTold ? { n: estimate.n } : coarseCount(estimate.n, least, minima);
  if (isDefined(estimate)) {
    const { clusters, ...rest } = estimate;
    return { ...rest, ...(isTold && clusters !== undefined && { clusters }), ...count };
  }
  const few = `insufficient data: fewer than ${least} rows, or too few of a class`;
  if (estimate.n < least) return { undefined: few, n: 0, fewerThan: least };
  const reason = estimate.undefined
    .replace(/insufficient data: .*$/, few)
    .replace(/\d+ of \d+ (rows|scores)/, 'some $1');
  return { ...estimate, undefined: reason, ...count };
}
