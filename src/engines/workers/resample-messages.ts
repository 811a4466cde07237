import type { ResampleJob } from '../../core/comparison/resample-job.ts';

/** One job that several threads do together. The buffers are shared by all of them. */
export interface SharedJob {
  readonly job: ResampleJob;
  /** Chunks taken so far: whoever adds one to it does that chunk. */
  readonly taken: SharedArrayBuffer;
  /** 1 where the values of a chunk are in place: four bytes for each chunk. */
  readonly done: SharedArrayBuffer;
  /** Values of each statistic, over all resamples, one statistic after another. */
  readonly values: SharedArrayBuffer;
}
