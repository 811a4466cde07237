import { twoProportionTest } from '../../../src/core/comparison/two-proportion-test.ts';
import type { BinRule } from '../../../src/core/definitions/schema/drift.ts';
import { decileEdges, equalWidthEdges } from '../../../src/core/monitoring/drift/methods/bin-edges.ts';
import { compareCells } from '../../../src/core/monitoring/drift/methods/cell-methods.ts';
import { type Cells, levelCellsOf, numberCells } from '../../../src/core/monitoring/drift/methods/cells.ts';
import {
  goodnessOfFit,
  homogeneity,
  likelihoodRatioOfFit,
} from '../../../src/core/monitoring/drift/methods/count-tests.ts';
import { correctedCramersV } from '../../../src/core/monitoring/drift/methods/cramers-v.ts';
import { ownHandling } from '../../../src/core/monitoring/drift/methods/handling.ts';
import type { CategorySample } from '../../../src/core/monitoring/drift/methods/sample.ts';
import * as distances from '../../../src/core/monitoring/drift/methods/share-distances.ts';
import { evidently } from '../../../src/core/monitoring/drift/tools/evidently.ts';
import { nannyml } from '../../../src/core/monitoring/drift/tools/nannyml.ts';
import type { Value } from '../case.ts';
import { type Adapter, column, number, texts, values } from '../shapes.ts';

const sample = (value: Value) => ({ type: 'number' as const, values: column(value).sort() });
const shares = ({ reference, current }: Cells) => [distances.sharesOf(reference), distances.sharesOf(current)] as const;

function levels(value: Value): CategorySample {
  const counts = new Map([...Map.groupBy(texts(value), (level) => level)].map(([level, rows]) => [level, rows.length]));
  return { type: 'category', counts };
}

/** Cells of named counts. */
function counted(reference: Value, current: Value): Cells {
  const [a, b] = [values(reference), values(current)];
  const side = (counts: typeof a) => ({
    type: 'category' as const,
    counts: new Map(Object.entries(counts).map(([level, n]) => [level, number(n)])),
  });
  return levelCellsOf(side(a), side(b));
}

const allDistances = (p: Float64Array, q: Float64Array) => ({
  js_distance_e: distances.jensenShannonDistance(p, q, Math.E),
  js_distance_2: distances.jensenShannonDistance(p, q, 2),
  js_divergence_e: distances.jensenShannonDivergence(p, q),
  kl_pq: distances.kullbackLeibler(p, q),
  hellinger: distances.hellingerDistance(p, q),
  tvd: distances.totalVariation(p, q),
  l_infinity: distances.greatestGap(p, q),
  psi_filled: distances.stabilityIndex(distances.filledShares(p), distances.filledShares(q)),
  psi_floor_0_01: distances.stabilityIndex(distances.flooredShares(p, 0.01), distances.flooredShares(q, 0.01)),
});

function widthRule(value: Value): Exclude<BinRule, 'deciles'> {
  if (value === 'sturges' || value === 'scott' || value === 'rice' || value === 'auto') return value;
  throw new Error(`no rule for bins: ${String(value)}`);
}

/** Shares of cells: levels, values and bins. */
export const driftCellAdapters: Readonly<Record<string, Adapter>> = {
  discrete_distances: ({ p, q }) => allDistances(column(p), column(q)),
  categorical_drift: ({ reference, current }) => {
    const [a, b] = [levels(reference), levels(current)];
    return {
      keys: [...new Set([...a.counts.keys(), ...b.counts.keys()])].sort(),
      ...allDistances(...shares(levelCellsOf(a, b))),
    };
  },
  binned_drift: ({ reference, current }) => {
    const [a, b] = [sample(reference), sample(current)];
    const edges = [...equalWidthEdges(Float64Array.of(...a.values, ...b.values).sort(), 'sturges')];
    const cells = numberCells(a, b, evidently.handling.binning);
    return {
      n_bins: cells.reference.length,
      edges,
      psi: compareCells.psi(cells, evidently.handling, 0).effect,
      kl: compareCells.kullback_leibler(cells, evidently.handling, 0).effect,
      js_distance_e: compareCells.jensen_shannon(cells, evidently.handling, 0).effect,
    };
  },
  psi_quantile_bins: ({ reference, current }) => {
    const [a, b] = [sample(reference), sample(current)];
    const [p, q] = shares(numberCells(a, b, ownHandling.binning));
    return {
      inner_edges: [...decileEdges(a.values)],
      reference_shares: [...p],
      current_shares: [...q],
      psi: distances.stabilityIndex(ownHandling.filled(p), ownHandling.filled(q)),
    };
  },
  binned_drift_reference_bins: ({ reference, current }) => {
    const [a, b] = [sample(reference), sample(current)];
    const edges = [...equalWidthEdges(a.values, 'doane')];
    const [p, q] = shares(numberCells(a, b, nannyml.handling.binning));
    return {
      n_bins: edges.length - 1,
      edges,
      leftover: q[edges.length - 1] ?? 0,
      js_distance_2: distances.jensenShannonDistance(p, q, nannyml.handling.base),
      hellinger: distances.hellingerDistance(p, q),
    };
  },
  histogram_bin_edges: ({ values: given }, { rule }) => {
    const edges = equalWidthEdges(column(given).sort(), widthRule(rule));
    const [first = Number.NaN, second = Number.NaN] = edges;
    return { n_bins: edges.length - 1, first, last: edges.at(-1), width: second - first };
  },
  chi_square_drift: ({ reference_counts, current_counts }) => {
    const cells = counted(reference_counts, current_counts);
    const [fit, table, corrected] = [goodnessOfFit(cells), homogeneity(cells), homogeneity(cells, true)];
    const ratio = likelihoodRatioOfFit(cells);
    return {
      gof_statistic: fit.statistic,
      gof_p: fit.p,
      contingency_statistic: table.statistic,
      contingency_p: table.p,
      contingency_dof: table.degrees,
      contingency_statistic_yates: corrected.statistic,
      contingency_p_yates: corrected.p,
      g_gof_statistic: ratio.statistic,
      g_gof_p: ratio.p,
      p_policy: table.p,
    };
  },
  two_proportion_z: ({ reference_pos, reference_n, current_pos, current_n }) => {
    const side = (successes: Value, n: Value) => ({ successes: number(successes), n: number(n) });
    const { z, twoSided } = twoProportionTest(side(reference_pos, reference_n), side(current_pos, current_n));
    return { z, p_two_sided: twoSided };
  },
  cramers_v_bias_corrected: ({ reference_counts, current_counts }) => ({
    value: correctedCramersV({ reference: column(reference_counts), current: column(current_counts) }),
  }),
};
