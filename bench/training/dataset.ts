import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task, TrainingData } from '../../src/core/training/engine.ts';

/** Columns of numbers, in two parts; what both sides of a comparison read. */
export interface Dataset {
  readonly name: string;
  readonly task: Task;
  readonly names: readonly string[];
  readonly train: readonly Float64Array[];
  readonly label: Float64Array;
  readonly test: readonly Float64Array[];
  readonly testLabel: Float64Array;
}

/** The training part as an engine sees it. */
export function trainingData({ task, names, train, label }: Dataset): TrainingData {
  return {
    task,
    frame: frameOf(names, train, label.length),
    label,
    keys: Array.from(label, (_, row) => `row-${row}`),
  };
}

export function frameOf(names: readonly string[], columns: readonly Float64Array[], rows: number) {
  const entries = names.map((name, j) => [name, { type: 'number', values: columns[j] ?? new Float64Array() }] as const);
  return { rows, columns: new Map(entries) };
}

/** Writes the files that bench/peers/training.py reads: columns one after the other. */
export function writeDataset(folder: string, { name, train, label, test }: Dataset): void {
  writeFileSync(join(folder, `${name}.train.f64`), Buffer.concat(train.map(bytesOf)));
  writeFileSync(join(folder, `${name}.test.f64`), Buffer.concat(test.map(bytesOf)));
  writeFileSync(join(folder, `${name}.label.f64`), bytesOf(label));
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
