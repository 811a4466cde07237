import type { Sample } from '../sample.ts';

/** Prediction minus truth, per row. */
export function errors({ label, score }: Sample): Float64Array {
  return label.map((y, i) => (score[i] ?? 0) - y);
}

export function absoluteErrors(sample: Sample): Float64Array {
  return errors(sample).map(Math.abs);
}

/** Largest |error|; NaN for no rows. */
export function maximumError(sample: Sample): number {
  return absoluteErrors(sample).reduce(
    (most, error) => Math.max(most, error),
    sample.label.length > 0 ? 0 : Number.NaN,
  );
}
