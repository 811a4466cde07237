import { createRandom } from '../../src/core/comparison/random.ts';
import type { ResampleJob } from '../../src/core/comparison/resample-job.ts';

/** Two models on the same rows, to be resampled. */
export function makeJob(metric: ResampleJob['metric'], rows: number, resamples: number): ResampleJob {
  const random = createRandom(3);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const label = Float64Array.from({ length: rows }, () => (uniform() < 0.4 ? 1 : 0));
  const sample = () => ({ label, score: label.map((y) => 0.3 * y + 0.7 * uniform()), threshold: 0.5 });
  return { task: 'binary', metric, samples: [[sample(), sample()]], resamples, seed: 11 };
}
