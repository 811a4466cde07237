/** Nodes and weights on [0, 1]: n of them integrate polynomials of degree 2 n − 1 exactly. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const known = new Map<number, Quadrature>();

/** Gauss and Legendre's rule, by Newton's method on the Legendre polynomial (Press et al., Numerical Recipes, §4.6). */
export function gaussLegendre(n: number): Quadrature {
  const found = known.get(n) ?? computed(n);
  known.set(n, found);
  return found;
}

function computed(n: number): Quadrature {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    for (let round = 0; round < 100; round++) {
      const { value, derivative } = legendre(n, x);
      const step = value / derivative;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    const slope = legendre(n, x).derivative;
    nodes[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

function legendre(n: number, x: number): { readonly value: number; readonly derivative: number } {
  let before = 1;
  let value = x;
  if (n === 0) return { value: 1, derivative: 0 };
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, derivative: (n * (x * value - before)) / (x * x - 1) };
}
