import { bindPart } from '../../../src/core/comparison/bound-model.ts';
import type { PairedModels } from '../../../src/core/comparison/paired-models.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { combine, type Replicates, replicate } from '../../../src/core/comparison/replicates.ts';
import type { MetricName } from '../../../src/core/definitions/schema/gates.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Row } from './rows.ts';

/** Two models bound to the same rows, one list of rows for each part. */
export function pairOf(name: MetricName, ...parts: readonly (readonly Row[])[]): PairedModels {
  const metric = metrics[name];
  const bind = (who: 'challenger' | 'champion') =>
    parts.map((rows) => {
      const label = Float64Array.from(rows, (row) => row.label);
      return bindPart(metric, { label, score: Float64Array.from(rows, (row) => row[who]), threshold: 0.5 }, 0);
    });
  return { metric, challenger: bind('challenger'), other: bind('champion'), against: 'champion', minimumGroup: 30 };
}

/** Each model's numbers, part by part, replicated together. */
export function partsOf({ challenger, other }: PairedModels, resamples = 300) {
  const segments = challenger.map(({ statistic }, part) => [
    statistic,
    ...(other[part] ? [other[part].statistic] : []),
  ]);
  const all = replicate(segments, resamples, createRandom(5));
  const ofModel = (which: 0 | 1) => all.filter((_, i) => i % 2 === which);
  return { challenger: ofModel(0), other: ofModel(1) };
}

/** Each model's number (with two parts: its gap), replicated together. */
export function replicatesOf(models: PairedModels, resamples = 300) {
  const parts = partsOf(models, resamples);
  const numberOf = (ofModel: readonly Replicates[]) =>
    combine(ofModel, ([part = Number.NaN, reference = 0]) => part - reference);
  return { challenger: numberOf(parts.challenger), other: numberOf(parts.other) };
}

export function neverAsked(): never {
  throw new Error('resampling is slow and must not be asked for here');
}
