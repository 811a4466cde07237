import {
  completenessGap,
  integratedGradients,
  pathPoints,
} from '../../../src/core/explanation/gradients/integrated-gradients.ts';
import { exactInteractions } from '../../../src/core/explanation/interactions/exact-interactions.ts';
import { forwardSelection, localSurrogate } from '../../../src/core/explanation/lime/local-surrogate.ts';
import { kernelWidth, proximities } from '../../../src/core/explanation/lime/proximity.ts';
import { weightedMoments } from '../../../src/core/explanation/lime/weighted-moments.ts';
import { type QuadratureRule, quadratureRules } from '../quadrature-rules.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';
import { type Formula, formula, gameOf } from './formulas.ts';

const list = (numbers: Iterable<number>): readonly number[] => [...numbers];

/** A case gives a formula and no slopes: central differences of fourth order, good to about 1e-12 here. */
function slopesOf(predict: Formula, point: Float64Array): Float64Array {
  const h = 1e-3;
  return point.map((_, j) => {
    const at = (step: number) => predict(point.map((value, k) => (k === j ? value + step * h : value)));
    return (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h);
  });
}

/** As the suite names them. */
const rules: Readonly<Record<string, QuadratureRule>> = {
  gauss_legendre: quadratureRules.gaussLegendre,
  riemann_left: quadratureRules.left,
  riemann_right: quadratureRules.right,
  riemann_middle: quadratureRules.middle,
  trapezoid: quadratureRules.trapezoid,
};

export const localExplanationAdapters: Readonly<Record<string, Adapter>> = {
  shapley_interactions: (inputs) => {
    const game = gameOf(inputs);
    const found = exactInteractions(game.all(), game.features);
    return {
      matrix: Array.from({ length: game.features }, (_, i) =>
        list(found.subarray(i * game.features, (i + 1) * game.features)),
      ),
    };
  },
  integrated_gradients: ({ model, x, baseline }) => {
    const predict = formula(model);
    const [to, from] = [column(x), column(baseline)];
    const integrated = (rule: QuadratureRule, steps: number) => {
      const quadrature = rule(steps);
      const points = pathPoints(to, from, quadrature);
      return integratedGradients(
        to,
        from,
        quadrature,
        points.map((point) => slopesOf(predict, point)),
      );
    };
    const all = Object.entries(rules).flatMap(([name, rule]) =>
      [8, 10, 50].map((steps) => [`${name}_${steps}`, list(integrated(rule, steps))] as const),
    );
    return {
      ...Object.fromEntries(all),
      output_difference: predict(to) - predict(from),
      delta_gauss_legendre_50: completenessGap(
        integrated(quadratureRules.gaussLegendre, 50),
        predict(to),
        predict(from),
      ),
    };
  },
  lime_weighted_ridge: ({ samples, outputs }, { ridge_alpha }) => {
    const rows = matrix(samples);
    const features = rows[0]?.length ?? 0;
    const flat = Float64Array.from(rows.flatMap(list));
    const width = kernelWidth(features);
    const weights = proximities(flat, features, width);
    const moments = weightedMoments(flat, features, column(outputs), weights);
    const all = Array.from({ length: features }, (_, j) => j);
    const found = localSurrogate(moments, all, number(ridge_alpha));
    const prediction = found.coefficients.reduce((sum, one, j) => sum + one * (flat[j] ?? 0), found.intercept);
    return {
      kernel_width: width,
      weights: list(weights),
      coef: list(found.coefficients),
      intercept: found.intercept,
      local_r2: found.fidelity,
      local_prediction: prediction,
      select_alpha_0_01_coef: list(localSurrogate(moments, all, 0.01).coefficients),
      forward_selection_2: forwardSelection(moments, 2, 0.01),
    };
  },
};
