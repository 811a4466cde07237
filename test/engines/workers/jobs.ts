import { createRandom } from '../../../src/core/comparison/random.ts';
import type { ResampleJob } from '../../../src/core/comparison/resample-job.ts';

/** Two models on two groups of rows. */
export function jobOf(metric: ResampleJob['metric'], rows: number, resamples: number): ResampleJob {
  const random = createRandom(3);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const label = Float64Array.from({ length: rows }, () => (uniform() < 0.4 ? 1 : 0));
  const sample = () => ({ label, score: label.map((y) => 0.3 * y + 0.7 * uniform()), threshold: 0.5 });
  const samples = [
    [sample(), sample()],
    [sample(), sample()],
  ];
  return { task: 'binary', metric, samples, resamples, seed: 11 };
}

/** The bytes of numbers, as text. */
export function textOf(values: readonly Float64Array[]): readonly string[] {
  return values.map((of) => Buffer.from(of.buffer, of.byteOffset, of.byteLength).toString('base64'));
}
