/** Fills the diagonal of halved interactions, in place: what is left of each Shapley value, so that rows add up to `shares`. */
export function mainEffects(pairs: Float64Array, shares: Float64Array): Float64Array {
  const features = shares.length;
  for (let i = 0; i < features; i++) {
    let others = 0;
    for (let j = 0; j < features; j++) if (j !== i) others += pairs[i * features + j] as number;
    pairs[i * features + i] = (shares[i] as number) - others;
  }
  return pairs;
}
