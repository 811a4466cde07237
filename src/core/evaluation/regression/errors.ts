import type { Sample } from '../sample.ts';

/** Prediction minus truth, per row. */
export function errors({ label, score }: Sample): Float64Array {
  return label.map((y, i) => (score[i] ?? 0) - y);
}

export function absoluteErrors(sample: Sample): Float64Array {
  return errors(sample).map(Math.abs);
}
