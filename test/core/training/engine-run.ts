import { type ParametersOf, type Train, trainSchema } from '../../../src/core/definitions/schema/model.ts';
import type { Frame } from '../../../src/core/features/frame.ts';
import type { Engine, ModelFiles, Task, TrainingData } from '../../../src/core/training/engine.ts';
import { madeUp, numbers } from './made-up-data.ts';

type Ours = 'gbdt' | 'linear';
type TrainOf<E extends Ours> = Extract<Train, { engine: E }>;

/** `train:` of a model.yaml, defaults filled in. */
export function trainOf<E extends Ours>(engine: E, parameters: Partial<ParametersOf<E>> = {}, seed = 7): TrainOf<E> {
  return trainSchema.parse({ engine, parameters, seed }) as TrainOf<E>; // `engine` picks this member of the union
}

/** Trains to the end; `notes` takes what the engine says of how it ended. */
export async function trained<T extends Train>(
  engine: Engine<T>,
  data: TrainingData,
  train: T,
  notes: string[] = [],
): Promise<ModelFiles> {
  const progress = (_stage: string, _done: number, _total: number, note?: string): void => {
    if (note !== undefined) notes.push(note);
  };
  return await engine.train(data, train, progress, new AbortController().signal);
}

export async function scores(
  engine: Pick<Engine, 'load'>,
  files: ModelFiles,
  task: Task,
  frame: Frame,
): Promise<number[]> {
  const scorer = await engine.load(files, task);
  return [...(await scorer.score(frame))];
}

/** The only model file as text. */
export function modelText(files: ModelFiles): string {
  const [bytes] = files.values();
  return new TextDecoder().decode(bytes);
}

/** As `madeUp`, for an engine that takes numbers without gaps only: missing is 0.5, each colour a sparse indicator. */
export function madeUpNumbers(task: Task, rows: number, seed: number): TrainingData {
  const data = madeUp(task, rows, seed);
  const columns = [...data.frame.columns].flatMap(([name, column]) => {
    if (column.type !== 'category')
      return [[name, numbers(column.values.map((v) => (Number.isNaN(v) ? 0.5 : v)))] as const];
    return column.levels.map(
      (level, code) => [`${name}_${level}`, numbers(Array.from(column.codes, (c) => Number(c === code)))] as const,
    );
  });
  return { ...data, frame: { rows, columns: new Map(columns) } };
}

/** Share of the label's variance that predictions explain; for 0/1 labels and probabilities too. */
export function explained(predicted: readonly number[], label: Float64Array): number {
  const mean = label.reduce((sum, y) => sum + y, 0) / label.length;
  const spread = label.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  return 1 - label.reduce((sum, y, row) => sum + (y - (predicted[row] ?? Number.NaN)) ** 2, 0) / spread;
}
