/** Noise of one answer: of the threshold anew, of the comparison, of what is told. In use Laplace, of scale 2σ, 4σ and σ. */
export interface ThresholdoutNoise {
  readonly threshold: number;
  readonly comparison: number;
  readonly answer: number;
}

export interface ThresholdoutAnswer {
  /** Absent: the budget is spent, and nothing is told any more. */
  readonly answer?: number;
  readonly fromHoldout?: boolean;
  readonly budgetLeft: number;
}

/**
 * Thresholdout (Dwork et al. 2015): the value on training rows, unless the one on the holdout is further from it than the noisy threshold; then that one,
 * with noise, which spends one of the budget. For feedback only: no mode of the gate uses it, because a verdict that rests on noise can't be
 * explained or made again.
 */
export function thresholdout(
  queries: readonly { readonly train: number; readonly holdout: number; readonly noise: ThresholdoutNoise }[],
  settings: { readonly threshold: number; readonly budget: number; readonly thresholdNoise: number },
): readonly ThresholdoutAnswer[] {
  let [budgetLeft, thresholdNoise] = [settings.budget, settings.thresholdNoise];
  return queries.map(({ train, holdout, noise }) => {
    if (budgetLeft === 0) return { budgetLeft };
    const near = Math.abs(holdout - train) <= settings.threshold + thresholdNoise + noise.comparison;
    if (near) return { answer: train, fromHoldout: false, budgetLeft };
    budgetLeft -= 1;
    thresholdNoise = noise.threshold;
    return { answer: holdout + noise.answer, fromHoldout: true, budgetLeft };
  });
}
