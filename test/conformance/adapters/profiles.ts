import { quantile, quantileRules } from '../../../src/core/comparison/quantile.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { summariseMoments } from '../../../src/core/monitoring/profile/moment-summary.ts';
import { mergeMoments, momentsOf } from '../../../src/core/monitoring/profile/moments.ts';
import { associationOf } from '../../../src/core/profiling/association/association.ts';
import { tableOf } from '../../../src/core/profiling/association/contingency-table.ts';
import { correlationsOf } from '../../../src/core/profiling/correlation/correlations.ts';
import { describeColumn } from '../../../src/core/profiling/describe-column.ts';
import { meetsMostly } from '../../../src/core/profiling/meets-mostly.ts';
import { medianAndMad, outliersOf } from '../../../src/core/profiling/outliers.ts';
import { unseenLevels } from '../../../src/core/profiling/unseen-levels.ts';
import type { Value } from '../case.ts';
import { type Adapter, column, matrix, number, texts } from '../shapes.ts';

export const profileAdapters: Readonly<Record<string, Adapter>> = {
  moments_merge: ({ values, split_sizes }) => {
    const all = column(values);
    let start = 0;
    const parts = Array.from(column(split_sizes), (size) => {
      start += size;
      return momentsOf(all.slice(start - size, start));
    });
    const found = summariseMoments(parts.reduce(mergeMoments));
    return {
      count: found.count,
      sum: found.sum,
      min: found.minimum,
      max: found.maximum,
      mean: found.mean,
      variance_ddof0: found.populationVariance,
      variance_ddof1: found.sampleVariance,
      skewness_g1: found.skewness,
      excess_kurtosis_g2: found.excessKurtosis,
    };
  },
  quantile: ({ values }, { probs, method }) => {
    const rule = quantileRules.find((name) => name === method);
    if (rule === undefined) throw new Error(`there is no rule ${String(method)}`);
    return { q: Array.from(column(probs), (p) => quantile(column(values).sort(), p, rule)) };
  },
  column_quality: ({ values, reference_categories }) => {
    const levels = categoryColumn(levelsOf(values));
    const { rows, missing, distinct, ...holds } = describeColumn(levels);
    const unseen = unseenLevels(levels, new Set(texts(reference_categories)));
    if (holds.type !== 'category') throw new Error('a column of texts is not described as one');
    return {
      missing,
      missing_rate: missing / rows,
      unseen: unseen.rows,
      unseen_rate_of_all: unseen.share,
      unseen_rate_of_present: unseen.shareOfPresent,
      distinct_present: distinct,
      most_common: holds.mostCommon?.value ?? null,
      most_common_rate: holds.mostCommon?.share ?? null,
    };
  },
  mostly: ({ satisfying, non_null }, { mostly }) => {
    const present = number(non_null);
    const outcome = meetsMostly({ unexpected: present - number(satisfying), present }, number(mostly));
    return { success: outcome !== 'broken' };
  },
  outliers: ({ values }) => {
    const sorted = column(values).sort();
    const { iqr, mad, z } = outliersOf(sorted);
    if ('undefined' in iqr || 'undefined' in mad || 'undefined' in z) throw new Error('a rule says nothing here');
    return {
      iqr_fence: [iqr.low, iqr.high],
      n_iqr: iqr.rows,
      ...medianAndMad(sorted),
      n_mad_3_5: mad.rows,
      n_z3_ddof0: z.rows,
    };
  },
  correlations: ({ x, y }) => {
    const { pearson, spearman, kendall } = correlationsOf(column(x), column(y), 0.05);
    if (!('value' in pearson && 'value' in spearman && 'value' in kendall)) throw new Error('undefined here');
    return { pearson: pearson.value, spearman: spearman.value, kendall_tau_b: kendall.value };
  },
  association: ({ table }) => {
    const rows = matrix(table);
    const found = associationOf(tableOf(Float64Array.from(rows.flatMap((row) => [...row])), rows[0]?.length ?? 0));
    if ('undefined' in found) throw new Error(found.undefined);
    return {
      cramers_v: found.cramersV,
      mutual_information: found.mutualInformation,
      theils_u_row_given_col: found.firstGivenSecond,
      theils_u_col_given_row: found.secondGivenFirst,
    };
  },
};

/** Texts, or null where missing. */
function levelsOf(value: Value): readonly (string | null)[] {
  if (!Array.isArray(value)) throw new Error('a column is missing from the case');
  return value.map((level) => (level === null ? null : String(level)));
}
