import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { type AveragedRows, blockMeans } from './block-means.ts';
import { type AttributionAgreement, compareAttributions } from './compare-attributions.ts';
import { type Attributions, sharesOf } from './shapley/attributions.ts';

/** Each measure of agreement, averaged over rows and outputs. */
export type Agreement = Readonly<Record<keyof AttributionAgreement, Estimate>>;

const measures = ['cosine', 'spearman', 'kendall', 'overlap', 'signs', 'distance'] as const;

/** How alike two models explain the same rows. A feature that one model doesn't have contributes 0 to it; a row for which a measure is undefined isn't counted there. */
export function agreementOf(
  a: Attributions,
  b: Attributions,
  features: readonly string[],
  top: number,
  averaged: AveragedRows,
): Agreement {
  const found = Array.from({ length: a.rows * a.outputs }, (_, at) => {
    const [row, output] = [Math.floor(at / a.outputs), at % a.outputs];
    return compareAttributions(aligned(a, row, output, features), aligned(b, row, output, features), top);
  });
  const of = (measure: keyof AttributionAgreement): Estimate => {
    const numbers = Float64Array.from({ length: a.rows }, (_, row) => {
      const own = found.slice(row * a.outputs, (row + 1) * a.outputs);
      return own.reduce((sum, one) => sum + one[measure], 0) / a.outputs;
    });
    const counted = numbers.filter(Number.isFinite).length;
    const weight = numbers.map((number, row) => (Number.isFinite(number) ? (averaged.weight?.[row] ?? 1) : 0));
    const [mean = { undefined: 'no rows', n: 0 }] = blockMeans(
      numbers.map((number) => (Number.isFinite(number) ? number : 0)),
      1,
      { ...averaged, weight },
    );
    return isDefined(mean) ? { ...mean, n: counted } : mean;
  };
  return Object.fromEntries(measures.map((measure) => [measure, of(measure)])) as Agreement; // one for each measure
}

function aligned(from: Attributions, row: number, output: number, features: readonly string[]): Float64Array {
  const shares = sharesOf(from, row, output);
  return Float64Array.from(features, (feature) => shares[from.features.indexOf(feature)] ?? 0);
}
