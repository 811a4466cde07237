import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { Population } from './population.ts';
import { category, variates } from './variates.ts';

/** Standard deviation of what can't be foreseen, of what could, and of each model's own error, all of the logarithm. */
const [unforeseen, signal] = [0.5, 0.6];
const error = { challenger: 0.3, champion: 0.38 } as const;
const correlation = 0.6;

/** Amounts with a long right tail (lognormal, as prices or durations are), each model's answer off by a factor. */
export const amounts: Population = {
  title: 'amounts',
  task: 'regression',
  thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 },
  draw(n, seed): ScoredRows {
    const { normal, pair } = variates(seed);
    const columns = { label: new Float64Array(n), challenger: new Float64Array(n), champion: new Float64Array(n) };
    for (let row = 0; row < n; row += 1) {
      const foreseen = signal * normal();
      const own = pair(correlation);
      columns.label[row] = Math.exp(foreseen + unforeseen * normal());
      for (const model of ['challenger', 'champion'] as const) {
        columns[model][row] = Math.exp(foreseen + error[model] * own[model] + unforeseen ** 2 / 2);
      }
    }
    return {
      task: 'regression',
      ...columns,
      labelText: category([''], new Int32Array(n)),
      baseline: new Float64Array(n).fill(Math.exp((signal ** 2 + unforeseen ** 2) / 2)),
      groups: new Map(),
    };
  },
};
