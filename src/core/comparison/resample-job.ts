import type { MetricName } from '../definitions/schema/gates.ts';
import type { Task } from '../definitions/schema/tasks.ts';
import { bindMetric } from '../evaluation/metric.ts';
import { metricOf } from '../evaluation/metrics.ts';
import type { Sample } from '../evaluation/sample.ts';
import type { Clusters } from './clusters.ts';
import { createRandom, streamSeed } from './random.ts';
import { resample, type Segment } from './replicates.ts';

/** A resampling as plain data, so that another thread can do a part of it. */
export interface ResampleJob {
  readonly task: Task;
  readonly metric: MetricName;
  /** By segment, the models in one order. */
  readonly samples: readonly (readonly Sample[])[];
  readonly clusters?: Clusters;
  readonly resamples: number;
  readonly seed: number;
}

/** Port: the metric of every model over every resample, listed segment after segment. The same numbers wherever it is done. */
export type Resample = (job: ResampleJob) => readonly Float64Array[];

/** Resamples that are drawn from one stream of random numbers. */
export const chunkSize = 100;

export function chunksOf({ resamples }: Pick<ResampleJob, 'resamples'>): number {
  return Math.ceil(resamples / chunkSize);
}

/** Binds a job's metric to its samples once, and then does any chunk of it: each has a seed of its own, so their order does not matter. */
export function openJob(job: ResampleJob): (chunk: number) => readonly Float64Array[] {
  const metric = metricOf(job.task, { metric: job.metric });
  if (metric === undefined) throw new RangeError(`${job.metric} does not measure a ${job.task} task`);
  const segments: readonly Segment[] = job.samples.map((models) => models.map((sample) => bindMetric(metric, sample)));
  return (chunk) => {
    const size = Math.min(chunkSize, job.resamples - chunk * chunkSize);
    return resample(segments, size, createRandom(streamSeed(job.seed, chunk)), job.clusters);
  };
}

/** Does a job on this thread. */
export const resampleHere: Resample = (job) => {
  const chunk = openJob(job);
  const values = job.samples.flatMap((models) => models.map(() => new Float64Array(job.resamples)));
  for (let c = 0; c < chunksOf(job); c += 1) {
    for (const [k, part] of chunk(c).entries()) values[k]?.set(part, c * chunkSize);
  }
  return values;
};
