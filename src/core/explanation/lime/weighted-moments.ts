/** What a weighted least squares fit reads of samples: weighted means, and sums of products around them. */
export interface WeightedMoments {
  readonly features: number;
  readonly means: Float64Array;
  /** features × features, symmetric. */
  readonly products: Float64Array;
  readonly answerMean: number;
  /** Of each feature with the answers. */
  readonly withAnswer: Float64Array;
  readonly answerSquares: number;
}

/** `samples`: count × features, row-major; an answer and a weight for each. */
export function weightedMoments(
  samples: Float64Array,
  features: number,
  answers: Float64Array,
  weights: Float64Array,
): WeightedMoments {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const means = new Float64Array(features);
  const first = answers[0] ?? 0;
  let answerMean = first; // so that answers that are all the same have that mean, and no squares of rounding
  for (const [k, weight] of weights.entries()) {
    answerMean += (weight * ((answers[k] as number) - first)) / total; // one for each sample, here and below
    for (let j = 0; j < features; j++) (means[j] as number) += (weight * (samples[k * features + j] as number)) / total;
  }
  const products = new Float64Array(features * features);
  const withAnswer = new Float64Array(features);
  let answerSquares = 0;
  const row = new Float64Array(features);
  for (const [k, weight] of weights.entries()) {
    const answer = (answers[k] as number) - answerMean;
    answerSquares += weight * answer * answer;
    for (let j = 0; j < features; j++) row[j] = (samples[k * features + j] as number) - (means[j] as number);
    for (let i = 0; i < features; i++) {
      const weighted = weight * (row[i] as number);
      if (weighted === 0) continue;
      (withAnswer[i] as number) += weighted * answer;
      for (let j = 0; j < features; j++) (products[i * features + j] as number) += weighted * (row[j] as number);
    }
  }
  return { features, means, products, answerMean, withAnswer, answerSquares };
}
