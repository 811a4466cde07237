import type { Sample } from './sample.ts';

/** (score - label)², per row: Brier for probabilities, squared error for values. */
export function squaredErrors({ label, score }: Sample): Float64Array {
  return label.map((y, i) => ((score[i] ?? 0) - y) ** 2);
}
