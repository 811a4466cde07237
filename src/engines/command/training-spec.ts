import type { ParametersOf } from '../../core/definitions/schema/model.ts';
import type { Task, TrainingData } from '../../core/training/engine.ts';
import { newestIrVersion, newestOpsets } from '../onnx/inspect.ts';
import { labelColumn, rowKeyColumn, weightColumn } from './training-parquet.ts';

/** spec.json: what a training program is told. Paths are absolute. Documented in docs/guide/command-engine.md. */
export interface TrainingSpec {
  readonly format: 'aval/training-spec/v1';
  readonly task: Task;
  /** Multiclass: the label is a place in this list, and so is a column of the model's probabilities. */
  readonly classes?: readonly string[];
  readonly seed: number;
  readonly parameters: ParametersOf<'command'>;
  readonly data: {
    readonly path: string;
    readonly rows: number;
    readonly rowKey: string;
    readonly label: string;
    /** Absent: all rows count the same. */
    readonly weight?: string;
  };
  /** In the order of the model's input, where it takes one matrix. */
  readonly features: readonly (
    | { readonly name: string; readonly type: 'number' }
    | { readonly name: string; readonly type: 'category'; readonly levels: readonly string[] }
  )[];
  readonly outputs: { readonly model: string; readonly parameters: string };
  /** The newest ONNX that is run: file format, and version of each operator set. */
  readonly onnx: { readonly irVersion: number; readonly opsets: Readonly<Record<string, number>> };
}

/** The files that a training program reads and writes. */
export interface TrainingPaths {
  readonly data: string;
  readonly model: string;
  readonly parameters: string;
}

export function trainingSpec(
  data: TrainingData,
  train: { readonly parameters: ParametersOf<'command'>; readonly seed: number },
  paths: TrainingPaths,
): TrainingSpec {
  return {
    format: 'aval/training-spec/v1',
    task: data.task,
    ...(data.classes && { classes: data.classes }),
    seed: train.seed,
    parameters: train.parameters,
    data: {
      path: paths.data,
      rows: data.label.length,
      rowKey: rowKeyColumn,
      label: labelColumn,
      ...(data.weight && { weight: weightColumn }),
    },
    features: [...data.frame.columns].map(([name, column]) =>
      column.type === 'category' ? { name, type: 'category', levels: column.levels } : { name, type: 'number' },
    ),
    outputs: { model: paths.model, parameters: paths.parameters },
    onnx: {
      irVersion: newestIrVersion,
      opsets: Object.fromEntries([...newestOpsets].map(([domain, version]) => [domain || 'ai.onnx', version])),
    },
  };
}
