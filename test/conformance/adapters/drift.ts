import {
  distributionGaps,
  kolmogorovSmirnovDistance,
  type Weighted,
} from '../../../src/core/monitoring/drift/distribution-gaps.ts';
import { driftedShare } from '../../../src/core/monitoring/drift/drifted-share.ts';
import { type Alternative, asymptoticP, exactP } from '../../../src/core/monitoring/drift/kolmogorov-smirnov.ts';
import {
  andersonDarling,
  andersonDarlingCriticals,
} from '../../../src/core/monitoring/drift/methods/anderson-darling.ts';
import { cramerVonMises } from '../../../src/core/monitoring/drift/methods/cramer-von-mises.ts';
import { eppsSingleton } from '../../../src/core/monitoring/drift/methods/epps-singleton.ts';
import { energyDistance, scaleOf } from '../../../src/core/monitoring/drift/methods/line-methods.ts';
import { mannWhitney } from '../../../src/core/monitoring/drift/methods/mann-whitney.ts';
import { tTests } from '../../../src/core/monitoring/drift/methods/t-test.ts';
import { standardDeviationLimit } from '../../../src/core/monitoring/drift/standard-deviation-limit.ts';
import { evidently, evidentlyMethod } from '../../../src/core/monitoring/drift/tools/evidently.ts';
import type { Value } from '../case.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

/** Ascending, each with its weight. */
function weighted(values: Value, weights: Value | undefined): Weighted {
  if (weights === undefined) return { values: ascending(values) };
  const given = column(weights);
  const items = [...column(values)].map((value, i) => ({ value, weight: given[i] ?? 0 }));
  items.sort((a, b) => a.value - b.value);
  return {
    values: Float64Array.from(items, ({ value }) => value),
    weights: Float64Array.from(items, ({ weight }) => weight),
  };
}

const ascending = (values: Value): Float64Array => column(values).sort();

function alternativeOf(value: Value | undefined): Alternative {
  if (value === 'greater' || value === 'less') return value;
  return 'two-sided';
}

/** Evidently's own names of its defaults. */
const evidentlyNames: Readonly<Record<string, string>> = {
  kolmogorov_smirnov: 'ks',
  wasserstein: 'wasserstein',
  jensen_shannon: 'jensenshannon',
  chi_square: 'chisquare',
  z: 'z',
};

const optional = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined);

export const driftAdapters: Readonly<Record<string, Adapter>> = {
  ks_2samp: ({ reference, current }, { alternative: named }) => {
    const [before, now] = [weighted(reference, undefined), weighted(current, undefined)];
    const gaps = distributionGaps(before, now);
    const alternative = alternativeOf(named);
    const statistic = { 'two-sided': kolmogorovSmirnovDistance(gaps), greater: gaps.above, less: gaps.below }[
      alternative
    ];
    return {
      statistic,
      p_exact: exactP(statistic, before.values.length, now.values.length, alternative),
      p_asymptotic: asymptoticP(statistic, before.values.length, now.values.length, alternative),
    };
  },
  wasserstein_1d: ({ reference, current, reference_weights, current_weights }) => ({
    value: distributionGaps(weighted(reference, reference_weights), weighted(current, current_weights)).wasserstein,
  }),
  wasserstein_normed: ({ reference, current }, { std_floor }) => {
    const [a, b] = [ascending(reference), ascending(current)];
    return { value: distributionGaps({ values: a }, { values: b }).wasserstein / scaleOf(a, number(std_floor)) };
  },
  energy_distance_1d: ({ reference, current }) => ({
    value: energyDistance(distributionGaps(weighted(reference, undefined), weighted(current, undefined)).squared),
  }),
  mann_whitney_u: ({ reference, current }) => {
    const { u, p, uncorrectedP } = mannWhitney(ascending(reference), ascending(current));
    return { u_reference: u, p_continuity: p, p_no_continuity: uncorrectedP };
  },
  t_test_ind: ({ reference, current }) => {
    const { pooled, welch } = tTests(ascending(reference), ascending(current));
    return { t_pooled: pooled.t, p_pooled: pooled.p, t_welch: welch.t, p_welch: welch.p };
  },
  cramer_von_mises_2samp: ({ reference, current }) => {
    const { statistic, exactP, asymptoticP } = cramerVonMises(ascending(reference), ascending(current));
    return { statistic, p_asymptotic: asymptoticP(), ...(column(reference).length <= 20 && { p_exact: exactP() }) };
  },
  anderson_ksamp: ({ samples }) => {
    const [a = new Float64Array(), b = new Float64Array()] = matrix(samples).map((sample) => sample.sort());
    const { statistic, p } = andersonDarling(a, b);
    return { statistic, critical_values: andersonDarlingCriticals, p_clipped: p };
  },
  epps_singleton_2samp: ({ reference, current }) => {
    const found = eppsSingleton(ascending(reference), ascending(current));
    return { statistic: found?.statistic, p: found?.p };
  },
  default_drift_method: ({ column_type, n_reference, n_unique_pooled }) => {
    if (column_type === 'text') throw new Error('no column of aval is text');
    const kind = column_type === 'num' ? 'number' : 'category';
    const method = evidentlyMethod(kind, number(n_reference), number(n_unique_pooled));
    const given = evidently.defaults[method];
    return {
      method: evidentlyNames[method],
      threshold: given && 'limit' in given ? given.limit : undefined,
      drift_when: given?.tests === 'p' ? 'score below threshold' : 'score at or above threshold',
    };
  },
  dataset_drift_share: ({ drifted, drift_share }) => {
    const { share, drift } = driftedShare(Array.from(column(drifted), Boolean), number(drift_share));
    return { share, dataset_drift: drift };
  },
  std_deviation_threshold: ({ reference_chunk_values }, { lower_mult, upper_mult, lower_limit, upper_limit }) => {
    const effects = [...column(reference_chunk_values)];
    const range = { least: optional(lower_limit), most: optional(upper_limit) };
    const at = (times: number | undefined) =>
      times === undefined ? null : standardDeviationLimit(effects, times, range);
    const [lower, upper] = [optional(lower_mult), optional(upper_mult)];
    return { lower: at(lower === undefined ? undefined : -lower), upper: at(upper) };
  },
};
