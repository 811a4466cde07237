import type { EngineName, Train } from '../definitions/schema/model.ts';
import type { Frame } from '../features/frame.ts';

export type Task = 'binary' | 'regression';

/** Rows to learn from. `label` has no NaN: 0/1 for binary. `frame` is prepared (number and category columns only). */
export interface TrainingData {
  readonly task: Task;
  readonly frame: Frame;
  readonly label: Float64Array;
  /** Row keys, for splits that must not move when rows are added. */
  readonly keys: readonly string[];
}

/** `done` of `total` steps of `stage`; `note` is a few words such as "early stop at 212". */
export type Progress = (stage: string, done: number, total: number, note?: string) => void;

/** Files of a trained model by name inside `model/`, the same bytes for the same inputs. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;

/** Port: what trains and scores. One per `train.engine`. */
export interface Engine<T extends Train = Train> {
  readonly name: EngineName;
  /** Raised only when the same inputs give other bytes; part of the definition digest. */
  readonly revision: number;
  train(data: TrainingData, train: T, progress: Progress, signal: AbortSignal): Promise<ModelFiles>;
  /** Parses and checks model files (untrusted bytes) and returns a scorer. Throws `evidence` for what it refuses. */
  load(files: ModelFiles, task: Task): Promise<Scorer>;
}

/** Binary: probability of the positive class; regression: the value. One number per row, in order. */
export interface Scorer {
  score(frame: Frame): Promise<Float64Array>;
}
