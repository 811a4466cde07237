import { quantile } from '../../../comparison/quantile.ts';
import type { BinRule } from '../../../definitions/schema/drift.ts';
import { summariseMoments } from '../../profile/moment-summary.ts';
import { momentsOf } from '../../profile/moments.ts';

type WidthRule = Exclude<BinRule, 'deciles'>;

/** Edges of equal bins over the range of ascending values, by numpy's rules: one bin more than edges between, the last one closed. */
export function equalWidthEdges(values: Float64Array, rule: WidthRule): Float64Array {
  const [least = 0, most = 0] = [values[0], values.at(-1)];
  const [first, last] = least === most ? [least - 0.5, most + 0.5] : [least, most];
  const width = widths[rule](values, most - least);
  const bins = width > 0 ? Math.ceil((last - first) / width) : 1;
  const step = (last - first) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? last : first + i * step));
}

/** Nine edges between ten bins that hold as many values each; fewer where they coincide. */
export function decileEdges(values: Float64Array): Float64Array {
  const edges = Float64Array.from({ length: 9 }, (_, i) => quantile(values, (i + 1) / 10));
  return edges.filter((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge));
}

/** How wide a bin is; 0 where the rule has no answer. `range` is from the least to the greatest value. */
const widths: Readonly<Record<WidthRule, (values: Float64Array, range: number) => number>> = {
  sturges: ({ length }, range) => range / (Math.log2(length) + 1),
  rice: ({ length }, range) => range / (2 * Math.cbrt(length)),
  scott: (values) => Math.cbrt((24 * Math.sqrt(Math.PI)) / values.length) * deviation(values),
  doane: (values, range) => range / (1 + Math.log2(values.length) + Math.log2(1 + skewnessInErrors(values))),
  // The narrower of Sturges' and Freedman and Diaconis' (1981), which has no answer when the middle half is one value.
  auto: (values, range) => {
    const sturges = widths.sturges(values, range);
    const own = (2 * (quantile(values, 0.75) - quantile(values, 0.25))) / Math.cbrt(values.length);
    return own > 0 ? Math.min(own, sturges) : sturges;
  },
};

const deviation = (values: Float64Array): number => Math.sqrt(summariseMoments(momentsOf(values)).populationVariance);

/** |Skewness| in its standard errors under normality; 0 where it has none (Doane 1976). */
function skewnessInErrors(values: Float64Array): number {
  const n = values.length;
  const { skewness } = summariseMoments(momentsOf(values));
  const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return n > 2 && !Number.isNaN(skewness) ? Math.abs(skewness) / error : 0;
}
