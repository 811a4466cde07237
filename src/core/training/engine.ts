import type { EngineName, Train } from '../definitions/schema/model.ts';
import type { Task } from '../definitions/schema/tasks.ts';
import type { CategoryColumn, Frame } from '../features/frame.ts';

export type { Task };

/**
 * Rows to learn from. `label` has no NaN: 0/1 for binary, the place among `classes` for multiclass, relevance for ranking. `frame` is prepared (number and category columns only).
 */
export interface TrainingData {
  readonly task: Task;
  readonly frame: Frame;
  readonly label: Float64Array;
  /** Multiclass: the names of the classes, in the order of the answers. */
  readonly classes?: readonly string[];
  /** Ranking: which rows are ranked together; a row that names none stands alone. An engine that does not look at it learns relevance row by row. */
  readonly query?: CategoryColumn;
  /** How much each row counts: above 0 and finite, 2 as if the row were there twice. Absent: all count 1. */
  readonly weight?: Float64Array;
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
  /** Parses and checks model files (untrusted bytes) and returns a scorer; `classes` are those of a multiclass model. Throws `evidence` for what it refuses. */
  load(files: ModelFiles, task: Task, classes?: readonly string[]): Promise<Scorer>;
}

/**
 * Binary: probability of the positive class; regression: the value; ranking: higher comes first; one number per row, in order. Multiclass: the
 * probabilities of all classes, row by row; those of a row add up to 1.
 */
export interface Scorer {
  score(frame: Frame): Promise<Float64Array>;
  /** Answers with their slopes, where the model has slopes and tells them: trees have none, and what only answers tells none. */
  readonly gradients?: (frame: Frame) => Promise<Gradients>;
}

/** How answers move with the columns that the model takes. */
export interface Gradients {
  /** As `score` gives them. */
  readonly answers: Float64Array;
  readonly columns: readonly string[];
  /** rows × answers of a row × columns, row-major. */
  readonly slopes: Float64Array;
}
