import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { chunksOf, type Resample, type ResampleJob, resampleHere } from '../../core/comparison/resample-job.ts';
import { chunkWriter, doChunks } from './do-chunks.ts';
import type { SharedJob } from './resample-messages.ts';

/**
 * Threads are started once so much was asked for: rows drawn, times models, times resamples. Starting one takes about 0.3 s of CPU time from source, as
 * long as 40 million of these take; then even a job of a hundredth of that is quicker on two. Measured: bench/resampling.ts.
 */
const leastWork = 40_000_000;
const leastJob = 1_000_000;
/** Beyond these the memory of threads costs more than they save. */
const mostThreads = 8;
/** How long to wait for a chunk that another thread has taken: so many times as long as the slowest here took, and so many milliseconds at least. */
const patience = 10;
const leastWait = 1000;

/** On as many threads as this machine has; they are started when there is enough to do, once for the process. */
export const resampleInThreads: Resample = (job) => {
  shared ??= threadedResample();
  return shared(job);
};
let shared: Resample | undefined;

/**
 * Resamples on several threads where there is enough to do, with the same numbers as on one. This thread works too, and does again what another one took
 * and didn't bring: a thread that doesn't start or dies costs time, never the result.
 */
export function threadedResample(
  threads: number = Math.min(availableParallelism(), mostThreads),
  least: number = leastWork,
): Resample {
  const workers: Worker[] = [];
  let asked = 0;
  return (job) => {
    const work = workOf(job);
    asked += work;
    if (threads < 2 || asked < least || work < Math.min(least, leastJob)) return resampleHere(job);
    while (workers.length < threads - 1) workers.push(startWorker());
    return resampleTogether(job, workers);
  };
}

function resampleTogether(job: ResampleJob, workers: readonly Worker[]): readonly Float64Array[] {
  const shared = sharedJob(job);
  for (const worker of workers) worker.postMessage(shared);
  return finishTogether(shared, leastWait);
}

/** A job with room for its values. */
export function sharedJob(job: ResampleJob): SharedJob {
  return {
    job,
    taken: new SharedArrayBuffer(4),
    done: new SharedArrayBuffer(4 * chunksOf(job)),
    values: new SharedArrayBuffer(8 * statisticsOf(job) * job.resamples),
  };
}

/** Does what nobody has taken, then waits for the rest; for each chunk `wait` milliseconds at least. */
export function finishTogether(shared: SharedJob, wait: number): readonly Float64Array[] {
  bringRest(shared, Math.max(wait, patience * doChunks(shared)));
  const { job, values } = shared;
  return Array.from({ length: statisticsOf(job) }, (_, k) =>
    new Float64Array(values, 8 * k * job.resamples, job.resamples).slice(),
  );
}

function statisticsOf({ samples }: ResampleJob): number {
  return samples.reduce((sum, models) => sum + models.length, 0);
}

/** Waits for the chunks that other threads took, and does those that don't come. */
function bringRest(shared: SharedJob, wait: number): void {
  const done = new Int32Array(shared.done);
  let work: ((chunk: number) => void) | undefined;
  for (let chunk = 0; chunk < done.length; chunk += 1) {
    if (Atomics.load(done, chunk) === 1 || Atomics.wait(done, chunk, 0, wait) !== 'timed-out') continue;
    work ??= chunkWriter(shared);
    work(chunk);
  }
}

function workOf({ samples, resamples }: ResampleJob): number {
  const numbers = samples.reduce((sum, models) => sum + models.reduce((rows, { label }) => rows + label.length, 0), 0);
  return numbers * resamples;
}

/** It keeps nobody alive, sees no environment, and what becomes of it is seen by what it brings. */
function startWorker(): Worker {
  const entry = import.meta.url.endsWith('.ts') ? './resample-worker.ts' : './resample-worker.js';
  const worker = new Worker(new URL(entry, import.meta.url), { env: {}, execArgv: [] });
  worker.on('error', () => undefined); // its chunks are done here then
  worker.unref();
  return worker;
}
