/** Coalitions of features, one after the other: 1 where a feature is as in the row that is explained, 0 where it is as in the background. */
export interface Coalitions {
  readonly count: number;
  readonly features: number;
  /** `count` × `features`, row-major. */
  readonly members: Uint8Array;
}

/** Features that all coalitions of are asked of the model at most: 4,096 of them. */
export const mostEnumerated = 12;

/** Every coalition: number k has feature j where bit j of k is 1. */
export function allCoalitions(features: number): Coalitions {
  const count = 2 ** features;
  const members = new Uint8Array(count * features);
  for (let k = 0; k < count; k++) for (let j = 0; j < features; j++) members[k * features + j] = (k >>> j) & 1;
  return { count, features, members };
}

export function coalitionsOf(list: readonly Uint8Array[], features: number): Coalitions {
  const members = new Uint8Array(list.length * features);
  for (const [k, one] of list.entries()) members.set(one, k * features);
  return { count: list.length, features, members };
}

/** n! / (k! (n - k)!), exact below 2^53. */
export function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) product = (product * (n - Math.min(k, n - k) + i)) / i;
  return Math.round(product);
}
