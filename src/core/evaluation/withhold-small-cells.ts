import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import type { Evidence, Measurement } from '../gate/evidence.ts';
import { type GroupSizes, leftOut } from '../gate/rule-quantities.ts';
import { type Estimate, isDefined } from './estimate.ts';

/**
 * Evidence that tells of no part of a group how many rows it has where these are fewer than `least`: neither as its size, nor as what a number
 * counts, nor in a reason. What rules leave out for its size is noted before the size goes. All else stays; withholding again changes nothing.
 */
export function withholdSmallCells(evidence: Evidence, rules: readonly MetricRule[], least: number): Evidence {
  const groups = Object.entries(evidence.groups).map(([name, parts]) => [
    name,
    parts.some(({ fewerThan }) => fewerThan !== undefined) ? parts : withheldParts(name, parts, rules, least),
  ]);
  return {
    ...evidence,
    groups: Object.fromEntries(groups),
    measurements: evidence.measurements.map((one) =>
      one.quantity.group === undefined ? one : withheldMeasurement(one, least),
    ),
  };
}

type Parts = GroupSizes[string];

function withheldParts(name: string, parts: Parts, rules: readonly MetricRule[], least: number): Parts {
  const asking = rules.filter((rule) => rule.rule === 'fourFifths' && rule.contrast === name);
  const shares = asking.map((rule) => ({
    share: rule.rule === 'fourFifths' ? (rule.minimumShare ?? 0) : 0,
    below: new Set(leftOut(rule, { [name]: parts })),
  }));
  return parts.map((part) => {
    const below = shares.filter((one) => one.below.has(part.value)).map(({ share }) => share);
    return {
      ...part,
      ...(below.length > 0 && { belowShare: Math.min(...below) }),
      ...(part.n < least && { n: 0, fewerThan: least }),
    };
  });
}

function withheldMeasurement(measurement: Measurement, least: number): Measurement {
  const withheld = (estimate: Estimate): Estimate => withheldEstimate(estimate, least);
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
function withheldEstimate(estimate: Estimate, least: number): Estimate {
  if (isDefined(estimate)) return estimate;
  const few = `insufficient data: fewer than ${least} rows, or too few of a class`;
  if (estimate.n < least) return { undefined: few, n: 0, fewerThan: least };
  const reason = estimate.undefined
    .replace(/insufficient data: .*$/, few)
    .replace(/\d+ of \d+ (rows|scores)/, 'some $1');
  return { undefined: reason, n: estimate.n };
}
