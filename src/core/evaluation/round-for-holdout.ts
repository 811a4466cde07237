import { normalQuantile } from '../comparison/normal.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Evidence, Measurement } from '../gate/evidence.ts';
import { quantityKey } from '../gate/quantity-key.ts';
import { groupsOf } from '../gate/rule-quantities.ts';
import { measuredRules } from '../gate/rule-tree.ts';
import { type DefinedEstimate, type Estimate, isDefined } from './estimate.ts';
import { decidingQuantities } from './quantities.ts';

/**
 * What may leave the holdout: only what the verdict needs, each number rounded to its standard error, bounds outward. The
 * rounded numbers decide. Nothing per row, no other metric, no other group, no segment. Rounding again changes nothing.
 */
export function roundForHoldout(evidence: Evidence, gates: Gates, project: Project): Evidence {
  const deciding = new Set(decidingQuantities(gates, evidence.groups, project).map(quantityKey));
  const asked = new Set(measuredRules(gates, project).flatMap(({ rule }) => groupsOf(rule)));
  const { segments: _, ...kept } = evidence; // only dev rows are searched; none leaves, whoever wrote it
  return {
    ...kept,
    groups: Object.fromEntries(Object.entries(evidence.groups).filter(([name]) => asked.has(name))),
    measurements: evidence.measurements
      .filter((measurement) => deciding.has(quantityKey(measurement.quantity)))
      .map((measurement) => roundMeasurement(measurement, evidence.alpha)),
    ...(evidence.disagreement && { disagreement: roundEstimate(evidence.disagreement, evidence.alpha) }),
  };
}

function roundMeasurement(measurement: Measurement, alpha: number): Measurement {
  const { quantity, challenger, champion, difference, anchorDifference, widening, fisher } = measurement;
  return {
    quantity,
    challenger: roundEstimate(challenger, alpha),
    ...(champion && { champion: roundEstimate(champion, alpha) }),
    ...(difference && { difference: roundEstimate(difference, alpha) }),
    ...(anchorDifference && { anchorDifference: roundEstimate(anchorDifference, alpha) }),
    ...(widening && { widening: roundEstimate(widening, alpha) }),
    ...(fisher !== undefined && { fisher: roundedUp(fisher) }),
  };
}

/** Nothing is rounded more finely: a number has no more decimals than toFixed can write. */
const leastStep = 1e-100;

/** A probability to one digit, upward: a test says less than it could, never more. */
function roundedUp(p: number): number {
  if (p === 0) return 0;
  const least = Math.max(leastStep, p);
  const exponent = Math.floor(Math.log10(least));
  return Math.min(1, Number(`${Math.ceil(Number((least / 10 ** exponent).toPrecision(12)))}e${exponent}`));
}

/** Value to the nearest step, bounds outward; the step takes the place of the standard error. */
export function roundEstimate(estimate: Estimate, alpha: number): Estimate {
  if (!isDefined(estimate)) return estimate;
  const step = stepOf(estimate.n, standardError(estimate, alpha));
  const times = (count: number) =>
    Number((count * step.digit * 10 ** step.exponent).toFixed(Math.max(0, -step.exponent)));
  const units = (value: number) => Number((value / step.digit / 10 ** step.exponent).toPrecision(12));
  return {
    value: times(Math.round(units(estimate.value))),
    low: times(Math.floor(units(estimate.low))),
    high: times(Math.ceil(units(estimate.high))),
    n: estimate.n,
    method: estimate.method,
    se: times(1),
    ...(estimate.clusters !== undefined && { clusters: estimate.clusters }),
    ...(estimate.fewerThan !== undefined && { fewerThan: estimate.fewerThan }),
  };
}

/** The standard error rounded up to one digit, so that the step itself tells little; 1/n for a number without spread, which is rounded too. */
function stepOf(n: number, error: number): { digit: number; exponent: number } {
  const least = Math.max(leastStep, error > 0 ? error : 1 / Math.max(1, n));
  const exponent = Math.floor(Math.log10(least));
  const digit = Math.ceil(Number((least / 10 ** exponent).toPrecision(12)));
  return digit === 10 ? { digit: 1, exponent: exponent + 1 } : { digit, exponent };
}

/** The method's own standard error, or what the wider side of the interval says at its level. */
function standardError({ value, low, high, se }: DefinedEstimate, alpha: number): number {
  return se ?? Math.max(high - value, value - low) / normalQuantile(1 - alpha);
}
