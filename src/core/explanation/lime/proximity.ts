/** How far around a row a surrogate looks: LIME's 0.75 √features, in standardised coordinates. */
export function kernelWidth(features: number): number {
  return 0.75 * Math.sqrt(features);
}

/** How much each sample counts: √exp(−d² / width²), d its Euclidean distance from the first, which is the row itself. `samples`: count × features. */
export function proximities(samples: Float64Array, features: number, width: number): Float64Array {
  return Float64Array.from({ length: samples.length / features }, (_, k) => {
    let squares = 0;
    for (let j = 0; j < features; j++) squares += ((samples[k * features + j] as number) - (samples[j] as number)) ** 2;
    return Math.sqrt(Math.exp(-squares / (width * width)));
  });
}
