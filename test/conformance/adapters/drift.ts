import { distributionGaps, kolmogorovSmirnovDistance } from '../../../src/core/monitoring/drift/distribution-gaps.ts';
import { type Alternative, asymptoticP, exactP } from '../../../src/core/monitoring/drift/kolmogorov-smirnov.ts';
import type { Value } from '../case.ts';
import { type Adapter, column } from '../shapes.ts';

/** Ascending, each with its weight. */
function weighted(values: Value, weights: Value | undefined) {
  const given = weights === undefined ? undefined : column(weights);
  return [...column(values)].map((value, i) => ({ value, weight: given?.[i] ?? 1 })).sort((a, b) => a.value - b.value);
}

function alternativeOf(value: Value | undefined): Alternative {
  if (value === 'greater' || value === 'less') return value;
  return 'two-sided';
}

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
      p_exact: exactP(statistic, before.length, now.length, alternative),
      p_asymptotic: asymptoticP(statistic, before.length, now.length, alternative),
    };
  },
  wasserstein_1d: ({ reference, current, reference_weights, current_weights }) => ({
    value: distributionGaps(weighted(reference, reference_weights), weighted(current, current_weights)).wasserstein,
  }),
};
