import { type DefinedEstimate, type Estimate, isDefined } from '../evaluation/estimate.ts';

/** An estimate that may decide: finite and in order. Anything else is undefined, and undefined never passes. */
export function usable(estimate: Estimate | undefined): DefinedEstimate | undefined {
  if (estimate === undefined || !isDefined(estimate)) return undefined;
  const { value, low, high } = estimate;
  return [value, low, high].every(Number.isFinite) && low <= high ? estimate : undefined;
}

/** The same quantity counted the other way round. */
export function negated(estimate: DefinedEstimate): DefinedEstimate {
  return { ...estimate, value: -estimate.value, low: -estimate.high, high: -estimate.low };
}
