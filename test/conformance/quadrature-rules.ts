import { gaussLegendre, type Quadrature } from '../../src/core/explanation/gauss-legendre.ts';

/** Rules that integrate over [0, 1] with n steps. The weights of each add up to 1. */
export type QuadratureRule = (steps: number) => Quadrature;

const evenly = (count: number, node: (k: number) => number, weight: (k: number) => number): Quadrature => ({
  nodes: Float64Array.from({ length: count }, (_, k) => node(k)),
  weights: Float64Array.from({ length: count }, (_, k) => weight(k)),
});

/** Rules that the suite asks beside Gauss and Legendre's, the one that explanations integrate by. The trapezoid has one node more than steps: n nodes of weight 1/n, as captum has them, leave out an n-th of a constant. */
export const quadratureRules = {
  gaussLegendre,
  left: (n) =>
    evenly(
      n,
      (k) => k / n,
      () => 1 / n,
    ),
  right: (n) =>
    evenly(
      n,
      (k) => (k + 1) / n,
      () => 1 / n,
    ),
  middle: (n) =>
    evenly(
      n,
      (k) => (k + 0.5) / n,
      () => 1 / n,
    ),
  trapezoid: (n) =>
    evenly(
      n + 1,
      (k) => k / n,
      (k) => (k === 0 || k === n ? 0.5 : 1) / n,
    ),
} as const satisfies Record<string, QuadratureRule>;
