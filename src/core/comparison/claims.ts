import { isDefined } from '../evaluation/estimate.ts';
import type { Measurement, Quantity } from '../gate/evidence.ts';
import { quantityKey } from '../gate/quantity-key.ts';
import { holmAdjust } from './multiple-testing.ts';
import { zTest } from './z-test.ts';

/** How sure it is that one of several metrics moved at all. */
export interface Claim {
  readonly quantity: Quantity;
  /** Two-sided p that the difference is 0, by its standard error, and that p once all these metrics were looked at (Holm). */
  readonly p: number;
  readonly adjusted: number;
}

/**
 * What may be claimed of metrics over all rows: a gate needs no correction, because every rule must hold, but whoever picks the metric that improved among
 * several has looked at all of them. Metrics without a standard error claim nothing, and one that a rule asks for at a level of its own is no further one.
 */
export function claimsOf(measurements: readonly Measurement[]): readonly Claim[] {
  const seen = new Set<string>();
  const found = measurements.flatMap(({ quantity, difference }) => {
    const { level: _, ...metric } = quantity;
    const key = quantityKey(metric);
    if (seen.has(key)) return [];
    seen.add(key);
    if (quantity.group !== undefined || quantity.relative || difference === undefined || !isDefined(difference))
      return [];
    const { value, se } = difference;
    return se === undefined || se === 0 ? [] : [{ quantity, p: zTest(value, se).twoSided }];
  });
  const adjusted = holmAdjust(found.map(({ p }) => p));
  return found.map((claim, i) => ({ ...claim, adjusted: adjusted[i] ?? 1 }));
}
