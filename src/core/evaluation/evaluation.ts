import type { Resample } from '../comparison/resample-job.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Digest } from '../digest.ts';
import type { ModelFrame } from '../features/frame.ts';
import type { Evidence } from '../gate/evidence.ts';

/** One model's answers. Every array is aligned with `rows` or `devRows` of the evaluation. */
export interface ScoredModel {
  readonly package: Digest;
  readonly definition: Digest;
  readonly version?: string;
  /** Of all files of the package. */
  readonly bytes?: number;
  /** Multiclass: the classes that it was trained for, in the order of its probabilities. */
  readonly classes?: readonly string[];
  /** One score for each of `rows`; multiclass: the probabilities of all classes, row after row. */
  readonly scores: Float64Array;
  /** One score for each of `devRows`; needed where the threshold is fitted. */
  readonly devScores?: Float64Array;
  /** 1 at the positions of `rows` that this model learned from. Absent: none. */
  readonly trainedOn?: Uint8Array;
}

export interface Evaluation {
  readonly gates: Gates;
  readonly project: Project;
  readonly challenger: ScoredModel;
  /** What production runs; absent for a first version. */
  readonly champion?: ScoredModel;
  /** The best version that ran in production, where it is another than the champion. */
  readonly anchor?: ScoredModel;
  readonly frame: ModelFrame;
  /** The rows of the tier: positions in the frame. */
  readonly rows: Uint32Array;
  readonly devRows?: Uint32Array;
  /** Features whose values are people's: no segment is named by them. */
  readonly personal?: ReadonlySet<string>;
  readonly tier: Evidence['tier'];
  readonly level: Evidence['level'];
  readonly holdout: Evidence['holdout'];
  /** One-sided level of each bound: what this evaluation may spend. */
  readonly alpha: number;
  readonly seed: number;
  readonly ledger?: Evidence['ledger'];
  readonly run?: Evidence['run'];
  /** Port: where resampling is done; absent: on this thread. */
  readonly resample?: Resample;
}

/** The models of an evaluation, or something of each. */
export interface OfModels<T> {
  readonly challenger: T;
  readonly champion?: T;
  readonly anchor?: T;
}

/** The same of each model that is there. */
export function ofModels<M extends object, T>(
  { challenger, champion, anchor }: OfModels<M>,
  of: (model: M, who: keyof OfModels<M>) => T,
): OfModels<T> {
  return {
    challenger: of(challenger, 'challenger'),
    ...(champion && { champion: of(champion, 'champion') }),
    ...(anchor && { anchor: of(anchor, 'anchor') }),
  };
}
