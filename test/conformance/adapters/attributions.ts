import { compareAttributions } from '../../../src/core/explanation/compare-attributions.ts';
import { curvesOf, gridFrame } from '../../../src/core/explanation/partial-dependence.ts';
import { addsUp } from '../../../src/core/explanation/shapley/additivity.ts';
import { coalitionsOf } from '../../../src/core/explanation/shapley/coalitions.ts';
import { exactShapley } from '../../../src/core/explanation/shapley/exact-shapley.ts';
import { kernelCoalitions } from '../../../src/core/explanation/shapley/kernel-coalitions.ts';
import { kernelShapley } from '../../../src/core/explanation/shapley/kernel-shapley.ts';
import { defaultCoalitions, pairedSizes } from '../../../src/core/explanation/shapley/kernel-weights.ts';
import { applyShares, correlatedShares } from '../../../src/core/explanation/shapley/linear-correlated.ts';
import { type LinearColumns, linearShapley } from '../../../src/core/explanation/shapley/linear-shapley.ts';
import { type Hierarchy, owenValues } from '../../../src/core/explanation/shapley/owen.ts';
import { orderCoalitions, permutationShapley } from '../../../src/core/explanation/shapley/permutation-shapley.ts';
import { treeShapley } from '../../../src/core/explanation/shapley/trees/tree-shapley.ts';
import type { Column } from '../../../src/core/features/frame.ts';
import type { Tree, TreeNode } from '../../../src/core/training/gbdt/tree.ts';
import type { Value, Values } from '../case.ts';
import { type Adapter, column, matrix, number, values } from '../shapes.ts';
import { formula, gameOf } from './formulas.ts';

const list = (numbers: Iterable<number>): readonly number[] => [...numbers];
const sum = (numbers: Iterable<number>): number => list(numbers).reduce((total, one) => total + one, 0);

function linearOf(coefficients: Float64Array): LinearColumns {
  return {
    coefficients,
    featureOf: new Uint32Array(coefficients.length).map((_, j) => j),
    features: coefficients.length,
  };
}

/** Trees with thresholds as ours with bins: a bound for each threshold of a feature. */
function treesOf(
  trees: Value,
  features: number,
): { trees: readonly Tree[]; covers: readonly Float64Array[]; bounds: readonly number[][] } {
  const given = (trees as readonly Value[]).map(values);
  const bounds = Array.from({ length: features }, (_, j) => {
    const own = given.flatMap(({ feature, threshold, left }) =>
      list(column(threshold ?? [])).filter((_, k) => column(feature ?? [])[k] === j && column(left ?? [])[k] !== -1),
    );
    return [...new Set(own)].sort((a, b) => a - b);
  });
  const made = given.map(({ feature, threshold, left, right, value, cover }) => {
    const nodes: TreeNode[] = [];
    const covers: number[] = [];
    const visit = (at: number): void => {
      covers.push(column(cover ?? [])[at] ?? 0);
      const split = column(feature ?? [])[at] ?? -1;
      const below = column(left ?? [])[at] ?? -1;
      if (below === -1) {
        nodes.push({ kind: 'leaf', value: column(value ?? [])[at] ?? 0 });
        return;
      }
      const lastLeftBin = bounds[split]?.indexOf(column(threshold ?? [])[at] ?? 0) ?? 0;
      nodes.push({ kind: 'number', feature: split, lastLeftBin, missingLeft: false });
      visit(below);
      visit(column(right ?? [])[at] ?? -1);
    };
    visit(0);
    return { tree: nodes as Tree, cover: Float64Array.from(covers) };
  });
  return { trees: made.map(({ tree }) => tree), covers: made.map(({ cover }) => cover), bounds };
}

function binned(rows: readonly Float64Array[], bounds: readonly number[][]) {
  const columns = bounds.map((own, j) =>
    Uint8Array.from(rows, (row) => own.filter((bound) => bound < (row[j] ?? 0)).length),
  );
  return { rows: rows.length, columns };
}

function numberAt(own: Column | undefined, row: number): number {
  return own?.type === 'number' ? (own.values[row] ?? Number.NaN) : Number.NaN;
}

export const attributionAdapters: Readonly<Record<string, Adapter>> = {
  shapley_exact: (inputs) => {
    const game = gameOf(inputs);
    const all = game.all();
    const phi = exactShapley(all, game.features);
    const [base = 0, prediction = 0] = [all[0], all.at(-1)];
    return { phi: list(phi), base_value: base, prediction, additivity_error: Math.abs(sum(phi) + base - prediction) };
  },
  kernel_shap: (inputs, { link }) => {
    const game = gameOf(inputs, link === 'logit' ? (p) => Math.log(p / (1 - p)) : undefined);
    const { coalitions, weights } = kernelCoalitions(game.features, 2 ** game.features, 0);
    const [none = 0, all = 0] = game.values(
      coalitionsOf([new Uint8Array(game.features), new Uint8Array(game.features).fill(1)], game.features),
    );
    const phi = kernelShapley({ coalitions, weights, values: game.values(coalitions), none, all });
    return { phi: list(phi), base_value: none, prediction_link: all };
  },
  kernel_wls: ({ masks, weights, values: of, f_null, f_x }) => {
    const rows = matrix(masks).map((row) => Uint8Array.from(row));
    const phi = kernelShapley({
      coalitions: coalitionsOf(rows, rows[0]?.length ?? 0),
      weights: column(weights),
      values: column(of),
      none: number(f_null),
      all: number(f_x),
    });
    return { phi: list(phi) };
  },
  kernel_size_weights: ({ m }) => ({
    size_weights: pairedSizes(number(m)).map(({ weight }) => weight),
    auto_nsamples: defaultCoalitions(number(m)),
  }),
  permutation_shap: (inputs) => {
    const game = gameOf(inputs);
    const orders = matrix(inputs['permutations']).map((order) => Uint32Array.from(order));
    const { shares } = permutationShapley(
      orders,
      orders.map((order) => game.values(orderCoalitions(order))),
    );
    return { phi: list(shares), base_value: game.all()[0] ?? 0, sum: sum(shares) };
  },
  linear_shap: ({ coef, intercept, x, mean }) => {
    const coefficients = column(coef);
    const phi = linearShapley(linearOf(coefficients), column(x), column(mean));
    const base = number(intercept) + sum(coefficients.map((one, j) => one * (column(mean)[j] ?? 0)));
    return { phi: list(phi), base_value: base };
  },
  linear_shap_correlated: ({ coef, mean, cov, x }) => {
    const linear = linearOf(column(coef));
    const covariance = Float64Array.from(matrix(cov).flatMap((row) => list(row)));
    const shares = correlatedShares(linear, covariance);
    return { phi: list(applyShares(shares, linear.features, column(x), column(mean))) };
  },
  tree_shap: ({ trees, x, background }, { feature_perturbation }) => {
    const features = column(x).length;
    const made = treesOf(trees, features);
    const others = background === undefined ? [] : matrix(background);
    const question = {
      ...made,
      featureOf: new Uint32Array(features).map((_, j) => j),
      features,
      background: binned(others, made.bounds),
      absent: feature_perturbation === 'interventional' ? ('interventional' as const) : ('pathDependent' as const),
    };
    const { base, shares } = treeShapley(question, binned([column(x)], made.bounds));
    return { phi: list(shares), base_value: base, prediction: base + sum(shares) };
  },
  partition_shap: (inputs) => {
    const game = gameOf(inputs);
    const value = (members: Uint8Array) => game.values({ count: 1, features: game.features, members })[0] ?? 0;
    return { phi: list(owenValues(inputs['hierarchy'] as Hierarchy, game.features, value)) };
  },
  partial_dependence: ({ model, X, feature, grid }) => {
    const rows = matrix(X);
    const names = [...(rows[0] ?? [])].map((_, j) => `x${j}`);
    const columns = names.map((name, j): [string, Column] => [
      name,
      { type: 'number', values: Float64Array.from(rows, (row) => row[j] ?? 0) },
    ]);
    const at = column(grid);
    const asked = gridFrame({ rows: rows.length, columns: new Map(columns) }, `x${number(feature)}`, list(at));
    const predict = formula(model);
    const answers = Float64Array.from({ length: asked.rows }, (_, row) =>
      predict(names.map((name) => numberAt(asked.columns.get(name), row))),
    );
    const curves = curvesOf(answers, rows.length);
    const ice = rows.map((_, row) => list(curves.subarray(row * at.length, (row + 1) * at.length)));
    return { pd: list(at).map((_, k) => sum(ice.map((curve) => curve[k] ?? 0)) / rows.length), ice };
  },
  attribution_comparison: ({ baseline, candidate }) => {
    const found = compareAttributions(column(baseline), column(candidate), 2);
    return {
      cosine: found.cosine,
      spearman_abs: found.spearman,
      kendall_abs: found.kendall,
      top2_overlap: found.overlap,
      sign_agreement: found.signs,
      l1: found.distance,
    };
  },
  additivity_check: ({ sum_of_parts, model_output }, { atol, rtol }): Values => ({
    ok: addsUp(number(sum_of_parts), number(model_output), { absolute: number(atol), relative: number(rtol) }),
  }),
};
