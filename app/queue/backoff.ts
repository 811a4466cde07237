export interface Backoff {
  /** Milliseconds of the first pause at most; each further one is twice as long. */
  readonly first: number;
  readonly longest: number;
  /** After so many tries in a row a key waits for its next delivery or the sweep. */
  readonly tries: number;
}

export const defaultBackoff: Backoff = { first: 2_000, longest: 300_000, tries: 8 };

/** Exponential with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): `random` in [0, 1). `failures` counts from 1. */
export function pauseAfter(failures: number, { first, longest }: Backoff, random: number): number {
  return random * Math.min(longest, first * 2 ** (failures - 1));
}
