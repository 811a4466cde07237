import { createRandom, streamSeed } from '../../src/core/comparison/random.ts';
import { resample } from '../../src/core/comparison/replicates.ts';
import { chunkSize, type Resample } from '../../src/core/comparison/resample-job.ts';
import { bindMetric } from '../../src/core/evaluation/metric.ts';
import { metricOf } from '../../src/core/evaluation/metrics.ts';

/**
 * Does jobs as `resampleHere` does, to the same numbers, and keeps what was drawn for the next: metrics of the same rows are resampled with the same
 * seed, and drawing is most of the time. Holds 4 bytes for every row of every resample.
 */
export function shareDraws(): Resample {
  let kept: { readonly seed: number; readonly bySize: Map<number, readonly Uint32Array[]> } | undefined;
  return ({ task, metric: name, samples, clusters, resamples, seed }) => {
    if (kept?.seed !== seed) kept = { seed, bySize: new Map() };
    const { bySize } = kept;
    const metric = metricOf(task, { metric: name });
    if (metric === undefined) throw new RangeError(`${name} does not measure a ${task} task`);
    const segments = samples.map((models) => models.map((sample) => bindMetric(metric, sample)));
    let next = 0;
    const replay = (counts: Uint32Array): void => {
      const draws = bySize.get(counts.length) ?? drawAll(seed, resamples, counts.length);
      bySize.set(counts.length, draws);
      counts.set(draws[next++] ?? []);
    };
    return resample(segments, resamples, { resample: replay }, clusters);
  };
}

function drawAll(seed: number, resamples: number, units: number): readonly Uint32Array[] {
  let random = createRandom(seed);
  return Array.from({ length: resamples }, (_, b) => {
    if (b % chunkSize === 0) random = createRandom(streamSeed(seed, b / chunkSize));
    const counts = new Uint32Array(units);
    random.resample(counts);
    return counts;
  });
}
