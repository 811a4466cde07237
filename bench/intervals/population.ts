import { normalQuantile } from '../../src/core/comparison/normal.ts';
import { createRandom } from '../../src/core/comparison/random.ts';
import type { ScoredRows } from '../../src/core/comparison/scored-rows.ts';
import type { CategoryColumn } from '../../src/core/features/frame.ts';

/** Share of positives, and who is young. */
export interface Population {
  readonly prevalence: number;
}

const youngShare = 0.3;
/** How far apart the classes are for each model, in standard deviations of its score. */
const separation = { challenger: 1.5, champion: 1.3 } as const;
/** Correlation of both models' scores within a class. */
const correlation = 0.8;
/** How much higher the young are scored, in standard deviations. */
const bias = { challenger: 0.25, champion: 0.1 } as const;

/**
 * `n` independent rows of the population: both models score by a normal variate whose mean depends on the class (binormal), turned into a probability
 * that is calibrated but for the bias against the young.
 */
export function drawRows({ prevalence }: Population, n: number, seed: number): ScoredRows {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const columns = { label: new Float64Array(n), challenger: new Float64Array(n), champion: new Float64Array(n) };
  const young = new Int32Array(n);
  for (let i = 0; i < n; i += 1) {
    const y = uniform() < prevalence ? 1 : 0;
    young[i] = uniform() < youngShare ? 1 : 0;
    const [common, own, other] = [uniform(), uniform(), uniform()].map(normalQuantile);
    const noise = (rest: number) => Math.sqrt(correlation) * (common ?? 0) + Math.sqrt(1 - correlation) * rest;
    columns.label[i] = y;
    columns.challenger[i] = score('challenger', y, noise(own ?? 0), young[i] ?? 0, prevalence);
    columns.champion[i] = score('champion', y, noise(other ?? 0), young[i] ?? 0, prevalence);
  }
  return {
    task: 'binary',
    ...columns,
    labelText: category(['0', '1'], Int32Array.from(columns.label)),
    baseline: new Float64Array(n).fill(prevalence),
    groups: new Map([['age', category(['old', 'young'], young)]]),
  };
}

function score(model: 'challenger' | 'champion', y: number, noise: number, young: number, prevalence: number): number {
  const apart = separation[model];
  const x = apart * y + noise + bias[model] * young;
  const logit = Math.log(prevalence / (1 - prevalence)) + apart * x - (apart * apart) / 2;
  return 1 / (1 + Math.exp(-logit));
}

function category(levels: readonly string[], codes: Int32Array): CategoryColumn {
  return { type: 'category', levels, codes };
}
