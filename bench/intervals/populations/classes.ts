import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { Population } from './population.ts';
import { category, variates } from './variates.ts';

const classes = ['a', 'b', 'c', 'd'];
const shares = [0.4, 0.3, 0.2, 0.1];
/** By how much the score of the true class is raised, in standard deviations of the noise. */
const raised = { challenger: 1.6, champion: 1.4 } as const;
const correlation = 0.8;

/** Four classes of 40, 30, 20 and 10 %: each model's scores are noise, the true class raised; probabilities by Bayes's rule. */
export const fourClasses: Population = {
  title: 'four classes',
  task: 'multiclass',
  thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 },
  draw(n, seed): ScoredRows {
    const { uniform, pair } = variates(seed);
    const label = new Float64Array(n);
    const scores = { challenger: new Float64Array(4 * n), champion: new Float64Array(4 * n) };
    for (let row = 0; row < n; row += 1) {
      const truth = drawClass(uniform());
      label[row] = truth;
      const noise = classes.map(() => pair(correlation));
      for (const model of ['challenger', 'champion'] as const) {
        const x = noise.map((of, k) => of[model] + (k === truth ? raised[model] : 0));
        const likelihood = x.map((score, k) => (shares[k] ?? 0) * Math.exp(raised[model] * score));
        const total = likelihood.reduce((sum, of) => sum + of, 0);
        for (const [k, of] of likelihood.entries()) scores[model][4 * row + k] = of / total;
      }
    }
    return {
      task: 'multiclass',
      classes,
      label,
      ...scores,
      labelText: category(classes, Int32Array.from(label)),
      baseline: Float64Array.from({ length: 4 * n }, (_, i) => shares[i % 4] ?? 0),
      groups: new Map(),
    };
  },
};

function drawClass(uniform: number): number {
  let below = 0;
  const found = shares.findIndex((share) => {
    below += share;
    return uniform < below;
  });
  return found < 0 ? shares.length - 1 : found;
}
