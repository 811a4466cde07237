import { degenerate, type MetricValue } from '../evaluation/metric-value.ts';

/**
 * Inequality of the benefits that people get from decisions: b = 1 + decision - label, so 0 for a chance missed, 1 for
 * a right decision, 2 for one too good (Speicher et al. 2018). 0 is perfect equality. `alpha` 1 is Theil's index, 0 ln 0
 * being 0; 2 half the squared coefficient of variation. Degenerate without rows or where nobody gets anything.
 */
export function generalizedEntropy(benefit: Float64Array, alpha: number, weight?: Float64Array): MetricValue {
  const weightOf = (i: number) => (weight === undefined ? 1 : (weight[i] ?? 0));
  let [total, sum] = [0, 0];
  for (const [i, b] of benefit.entries()) {
    total += weightOf(i);
    sum += weightOf(i) * b;
  }
  if (!(total > 0)) return degenerate('no rows');
  const mean = sum / total;
  if (!(mean > 0)) return degenerate('nobody gets anything, so there is nothing to divide');
  let inequality = 0;
  for (const [i, b] of benefit.entries()) inequality += weightOf(i) * unevenness(b / mean, alpha);
  return { value: inequality / total };
}

/** Square root of twice GEI(2): the standard deviation of the benefits over their mean. */
export function coefficientOfVariation(benefit: Float64Array, weight?: Float64Array): MetricValue {
  const { value, degenerate: reason } = generalizedEntropy(benefit, 2, weight);
  return reason === undefined ? { value: Math.sqrt(2 * value) } : degenerate(reason);
}

/** 1 + decision - label, for each row. */
export function benefits({ label, predicted }: { readonly label: Float64Array; readonly predicted: Float64Array }) {
  return label.map((y, i) => 1 + (predicted[i] ?? 0) - y);
}

/** Each row's benefit replaced by the mean of its group: the index of these is the part that lies between the groups. */
export function groupMeans(
  benefit: Float64Array,
  codes: ArrayLike<number>,
  groups: number,
  weight?: Float64Array,
): Float64Array {
  const [sums, counts] = [new Float64Array(groups), new Float64Array(groups)];
  for (const [i, b] of benefit.entries()) {
    const [group, counted] = [codes[i] ?? 0, weight === undefined ? 1 : (weight[i] ?? 0)];
    sums[group] = (sums[group] ?? 0) + counted * b;
    counts[group] = (counts[group] ?? 0) + counted;
  }
  return benefit.map((_, i) => (sums[codes[i] ?? 0] ?? 0) / (counts[codes[i] ?? 0] ?? 0));
}

function unevenness(share: number, alpha: number): number {
  if (alpha === 1) return share > 0 ? share * Math.log(share) : 0;
  if (alpha === 0) return -Math.log(share);
  return (share ** alpha - 1) / (alpha * (alpha - 1));
}
