import type { Quadrature } from '../gauss-legendre.ts';

/** The points of the straight path from the baseline to `x` at which gradients are asked, one for each node. */
export function pathPoints(x: Float64Array, baseline: Float64Array, { nodes }: Quadrature): readonly Float64Array[] {
  return Array.from(nodes, (t) => x.map((to, j) => (baseline[j] as number) + t * (to - (baseline[j] as number))));
}

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017): what each input contributes on the straight way from the baseline to `x`, its distance times the
 * mean slope. `gradients[k]` is the slope of the answer by each input at `pathPoints(…)[k]`. The sum is f(x) − f(baseline) but for the error of the quadrature.
 */
export function integratedGradients(
  x: Float64Array,
  baseline: Float64Array,
  { weights }: Quadrature,
  gradients: readonly Float64Array[],
): Float64Array {
  return x.map((to, j) => {
    const slope = gradients.reduce((sum, own, k) => sum + (weights[k] as number) * (own[j] as number), 0);
    return (to - (baseline[j] as number)) * slope;
  });
}

/** By how much the parts of an answer miss its distance from the baseline's: what the quadrature leaves. */
export function completenessGap(parts: Float64Array, answer: number, base: number): number {
  return parts.reduce((sum, part) => sum + part, 0) - (answer - base);
}
