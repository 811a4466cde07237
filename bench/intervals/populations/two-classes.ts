import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { Population } from './population.ts';
import { blocks, category, variates } from './variates.ts';

const youngShare = 0.3;
/** How far apart the classes are for each model, in standard deviations of its score. */
const separation = { challenger: 1.5, champion: 1.3 } as const;
/** Correlation of both models' scores within a class. */
const correlation = 0.8;
/** How much higher the young are scored, in standard deviations. */
const bias = { challenger: 0.25, champion: 0.1 } as const;
/** Rows of one cluster, and what share of their noise they have in common. */
const clusterSize = 10;
const withinCluster = 0.4;

/**
 * Independent rows: both models score by a normal variate whose mean depends on the class (binormal), turned into a probability
 * that is calibrated but for the bias against the young.
 */
export function twoClasses(prevalence: number): Population {
  return { ...settings('binary', prevalence), draw: (n, seed) => drawRows(prevalence, n, seed) };
}

/** The same, where rows count a quarter to four times: log-uniform, higher for the young. */
export function weightedRows(prevalence: number): Population {
  const draw = (n: number, seed: number): ScoredRows => {
    const rows = drawRows(prevalence, n, seed);
    const { uniform } = variates(seed + 2 ** 29);
    const young = rows.groups.get('age')?.codes;
    return { ...rows, weight: rows.label.map((_, row) => 4 ** (2 * uniform() - 1) * (young?.[row] === 1 ? 1.5 : 1)) };
  };
  return { ...settings('weighted', prevalence), draw };
}

/** The same, where ten rows of one person have two fifths of their noise in common. */
export function clusteredRows(prevalence: number): Population {
  const draw = (n: number, seed: number): ScoredRows => ({
    ...drawRows(prevalence, n, seed, withinCluster),
    cluster: blocks(n, clusterSize),
  });
  return { ...settings('clustered', prevalence), draw };
}

function settings(title: string, prevalence: number): Omit<Population, 'draw'> {
  const threshold = prevalence < 0.5 ? 2 * prevalence : 0.5;
  return {
    title,
    task: 'binary',
    prevalence,
    thresholds: { challenger: threshold, champion: threshold, baseline: threshold },
  };
}

function drawRows(prevalence: number, n: number, seed: number, shared = 0): ScoredRows {
  const { uniform, pair } = variates(seed);
  const columns = { label: new Float64Array(n), challenger: new Float64Array(n), champion: new Float64Array(n) };
  const young = new Int32Array(n);
  let cluster = { challenger: 0, champion: 0 };
  for (let i = 0; i < n; i += 1) {
    if (shared > 0 && i % clusterSize === 0) cluster = pair(correlation);
    const y = uniform() < prevalence ? 1 : 0;
    young[i] = uniform() < youngShare ? 1 : 0;
    const own = pair(correlation);
    columns.label[i] = y;
    for (const model of ['challenger', 'champion'] as const) {
      const noise = Math.sqrt(1 - shared) * own[model] + Math.sqrt(shared) * cluster[model];
      columns[model][i] = score(model, y, noise, young[i] ?? 0, prevalence);
    }
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
