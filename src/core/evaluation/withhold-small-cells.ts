import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Evidence, Measurement } from '../gate/evidence.ts';
import { type GroupSizes, leftOut } from '../gate/rule-quantities.ts';
import { sizeBelow, withheldParts } from './complementary-cells.ts';
import { type Estimate, isDefined } from './estimate.ts';

/**
 * Evidence that tells of no part of a group how many rows it has where these are fewer than `least`: neither as its size, nor as what a number
 * counts, nor in a reason, nor as what the sizes of the others leave of the whole. Numbers of those others count rows in multiples of `least`. What rules leave out for its size is noted before the size goes. All else stays; withholding again changes nothing.
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
  const isWithheld = ({ quantity: { group } }: Measurement) =>
    (group !== undefined &&
      [group, ...(group.within ? [group.within] : [])].some(({ name, value }) => withheld.get(name)?.has(value))) ||
    (group?.reference !== undefined && withheld.get(group.name)?.has(group.reference) === true);
  return {
    ...evidence,
    groups: Object.fromEntries(groups),
    measurements: evidence.measurements.map((one) =>
      one.quantity.group === undefined ? one : withheldMeasurement(one, least, isWithheld(one)),
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

function withheldMeasurement(measurement: Measurement, least: number, coarse: boolean): Measurement {
  const withheld = (estimate: Estimate): Estimate => withheldEstimate(estimate, least, coarse);
  const { challenger, champion, difference, anchorDifference, widening } = measurement;
  return {
    ...measurement,
    challenger: withheld(challenger),
    ...(champion && { champion: withheld(champion) }),
    ...(difference && { difference: withheld(difference) }),
    ...(anchorDifference && { anchorDifference: withheld(anchorDifference) }),
    ...(widening && { widening: withheld(widening) }),
  };
}

/**
 * A number of a group with too few rows is undefined before it comes here; what is left to take away is how few, also where the reason says so: that
 * there is no row at all, or none of a class.
 */
function withheldEstimate(estimate: Estimate, least: number, coarse: boolean): Estimate {
  const rows = coarse && estimate.n >= least ? least * Math.floor(estimate.n / least) : estimate.n;
  if (isDefined(estimate)) return { ...estimate, n: rows };
  const few = `insufficient data: fewer than ${least} rows, or too few of a class`;
  if (estimate.n < least) return { undefined: few, n: 0, fewerThan: least };
  const reason = estimate.undefined
    .replace(/insufficient data: .*$/, few)
    .replace(/\d+ of \d+ (rows|scores)/, 'some $1');
  return { undefined: reason, n: rows };
}
