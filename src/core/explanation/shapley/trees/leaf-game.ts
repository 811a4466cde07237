import { gaussLegendre } from '../../gauss-legendre.ts';
import { addMixedSlopes, addPairsOfRow } from './leaf-pairs.ts';
import { type LeafPath, meets } from './leaf-path.ts';

/** The game of one leaf: a row reaches it with the features of a coalition as its own and the others as the background has them. */
export interface LeafGame {
  /** Value of no feature: the leaf's value times the share of the background that reaches it. */
  readonly none: number;
  /** Adds the Shapley values of the path's features to `out`, for a row that meets the conditions of those with 1. */
  add(own: Uint8Array, out: Float64Array): void;
  /** Adds halved Shapley interaction values of the path's features to `out`, features × features; nothing to its diagonal. */
  addPairs(own: Uint8Array, out: Float64Array): void;
}

/** A row of the background as one path sees it. */
interface Other {
  readonly meets: Uint8Array;
  weight: number;
}

/**
 * Interventional (Lundberg et al. 2020): the background's rows stand in for absent features. Where only the row meets a condition its feature must be in the
 * coalition, where only the background does it must not be; a leaf with a of the first and b of the second kind gives each of the first
 * (a − 1)! b! / (a + b)! of its value and takes a! (b − 1)! / (a + b)! from each of the second. Rows that look alike to the path are counted once.
 */
export function interventionalGame(path: LeafPath, bins: readonly Uint8Array[], rows: number): LeafGame {
  const others = new Map<string, Other>();
  const one = new Uint8Array(path.features.length);
  for (let row = 0; row < rows; row++) {
    meets(path, bins, row, one);
    const key = String.fromCharCode(...one);
    const known = others.get(key);
    if (known === undefined) others.set(key, { meets: one.slice(), weight: 1 / rows });
    else known.weight += 1 / rows;
  }
  const list = [...others.values()];
  const there = list.find((other) => other.meets.every((met) => met === 1));
  return {
    none: path.value * (there?.weight ?? 0),
    add(own, out) {
      for (const other of list) addPair(path.value * other.weight, own, other.meets, out);
    },
    addPairs(own, out) {
      for (const other of list) addPairsOfRow(path.value * other.weight, own, other.meets, out);
    },
  };
}

function addPair(value: number, own: Uint8Array, other: Uint8Array, out: Float64Array): void {
  let [a, b] = [0, 0];
  for (let j = 0; j < own.length; j++) {
    if (own[j] === other[j]) {
      if (own[j] === 0) return;
    } else if (own[j]) a++;
    else b++;
  }
  if (a + b === 0) return;
  const share = value / choose(a + b, a);
  for (let j = 0; j < own.length; j++) {
    if (own[j] !== other[j]) (out[j] as number) += own[j] ? share / a : -share / b;
  }
}

/**
 * Path-dependent (Lundberg et al. 2018): an absent feature lets a row go both ways, by the shares of rows that went so. The leaf's value is multilinear in
 * who is in the coalition, so each feature's Shapley value is the integral of its slope along the diagonal (Owen 1972): a polynomial, integrated exactly.
 */
export function pathDependentGame({ value, shares }: LeafPath): LeafGame {
  const { nodes, weights } = gaussLegendre(Math.max(1, Math.ceil(shares.length / 2)));
  return {
    none: shares.reduce((product, share) => product * share, value),
    add(own, out) {
      for (const [k, t] of nodes.entries()) {
        const at = (j: number) => t * (own[j] as number) + (1 - t) * (shares[j] as number);
        const product = productsOfOthers(shares.length, at);
        for (let j = 0; j < shares.length; j++) {
          const slope = (own[j] as number) - (shares[j] as number);
          (out[j] as number) += value * (weights[k] as number) * slope * (product[j] as number); // a weight for each node
        }
      }
    },
    addPairs(own, out) {
      const slopes = shares.map((share, j) => (own[j] as number) - share);
      for (const [k, t] of nodes.entries()) {
        const factors = shares.map((share, j) => t * (own[j] as number) + (1 - t) * share);
        addMixedSlopes(value * (weights[k] as number), slopes, factors, out);
      }
    },
  };
}

/** For each factor the product of the others, without dividing: a factor may be 0. */
function productsOfOthers(count: number, factor: (j: number) => number): Float64Array {
  const products = new Float64Array(count).fill(1);
  for (let j = 0, before = 1; j < count; before *= factor(j), j++) products[j] = before;
  for (let j = count - 1, after = 1; j >= 0; after *= factor(j), j--) (products[j] as number) *= after;
  return products;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) product = (product * (n - Math.min(k, n - k) + i)) / i;
  return product;
}
