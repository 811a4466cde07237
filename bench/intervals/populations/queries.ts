import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { Population } from './population.ts';
import { blocks, category, variates } from './variates.ts';

const perQuery = 10;
/** How much of a score is the relevance, in standard deviations of the noise. */
const heard = { challenger: 1, champion: 0.85 } as const;
const correlation = 0.7;

/** Ten documents a query of relevance 0 to 3, few of them high; scores hear the relevance through noise. */
export const tenByQuery: Population = {
  title: 'queries of ten',
  task: 'ranking',
  thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 },
  draw(n, seed): ScoredRows {
    const { uniform, pair } = variates(seed);
    const columns = { label: new Float64Array(n), challenger: new Float64Array(n), champion: new Float64Array(n) };
    for (let row = 0; row < n; row += 1) {
      const relevance = Math.floor(4 * uniform() ** 2.5);
      const own = pair(correlation);
      columns.label[row] = relevance;
      for (const model of ['challenger', 'champion'] as const)
        columns[model][row] = heard[model] * relevance + own[model];
    }
    return {
      task: 'ranking',
      ...columns,
      query: blocks(n, perQuery),
      labelText: category([''], new Int32Array(n)),
      baseline: new Float64Array(n),
      groups: new Map(),
    };
  },
};
