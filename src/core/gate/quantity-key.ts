import { canonicalJson } from '../digest.ts';
import type { Evidence, Measurement, Quantity } from './evidence.ts';

/** Equal for equal quantities, whatever the order of their fields. */
export function quantityKey(quantity: Quantity): string {
  return canonicalJson(quantity);
}

/** The measurements of an evidence by quantity. */
export function measurementsOf(evidence: Evidence): ReadonlyMap<string, Measurement> {
  return new Map(evidence.measurements.map((measurement) => [quantityKey(measurement.quantity), measurement]));
}
