import { chunkSize, chunksOf, openJob } from '../../core/comparison/resample-job.ts';
import type { SharedJob } from './resample-messages.ts';

/** Takes chunks of a job until none is left. Gives the time of the slowest one, in milliseconds. */
export function doChunks(shared: SharedJob): number {
  const taken = new Int32Array(shared.taken);
  const chunks = chunksOf(shared.job);
  let slowest = 0;
  let work: ((chunk: number) => void) | undefined;
  for (let chunk = Atomics.add(taken, 0, 1); chunk < chunks; chunk = Atomics.add(taken, 0, 1)) {
    const start = performance.now();
    work ??= chunkWriter(shared);
    work(chunk);
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}

/** Does one chunk and puts its values in place. A chunk that is done twice has the same values. */
export function chunkWriter({ job, values, done }: SharedJob): (chunk: number) => void {
  const [into, finished] = [new Float64Array(values), new Int32Array(done)];
  const valuesOf = openJob(job);
  return (chunk) => {
    for (const [k, part] of valuesOf(chunk).entries()) into.set(part, k * job.resamples + chunk * chunkSize);
    Atomics.store(finished, chunk, 1);
    Atomics.notify(finished, chunk);
  };
}
