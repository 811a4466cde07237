import { createRandom } from '../../../src/core/comparison/random.ts';
import type { MeasureSettings, ScoredRows } from '../../../src/core/comparison/scored-rows.ts';

/** A row of an evaluation, as tests write it. */
export interface Row {
  readonly label: number;
  readonly challenger: number;
  readonly champion: number;
  readonly group: string;
}

export const settings: MeasureSettings = {
  alpha: 0.05,
  resamples: 2000,
  seed: 7,
  minimumGroup: 30,
  costs: { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 },
  thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 },
};

export function scoredRows(rows: readonly Row[], task: ScoredRows['task'] = 'binary'): ScoredRows {
  const category = (texts: readonly string[]) => {
    const levels = [...new Set(texts)].sort();
    return { type: 'category' as const, levels, codes: Int32Array.from(texts, (text) => levels.indexOf(text)) };
  };
  return {
    task,
    label: Float64Array.from(rows, ({ label }) => label),
    labelText: category(rows.map(({ label }) => (label === 1 ? 'Bad' : 'Good'))),
    challenger: Float64Array.from(rows, ({ challenger }) => challenger),
    champion: Float64Array.from(rows, ({ champion }) => champion),
    baseline: new Float64Array(rows.length).fill(0.25),
    groups: new Map([['age', category(rows.map(({ group }) => group))]]),
  };
}

/** `n` rows with two models that know something; a third of the rows are young. */
export function someRows(n: number, seed = 1): Row[] {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  return Array.from({ length: n }, () => {
    const risk = uniform();
    return {
      label: uniform() < risk ? 1 : 0,
      challenger: 0.7 * risk + 0.3 * uniform(),
      champion: 0.5 * risk + 0.5 * uniform(),
      group: uniform() < 1 / 3 ? 'young' : 'old',
    };
  });
}
