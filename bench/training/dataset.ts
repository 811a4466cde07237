import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CategoryColumn } from '../../src/core/features/frame.ts';
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
  /** Multiclass: how many; a label is the number of its class. */
  readonly classes?: number;
  /** Ranking: number of each row's query, rows of one query one after the other. */
  readonly query?: Int32Array;
  readonly testQuery?: Int32Array;
}

/** The training part as an engine sees it. */
export function trainingData({ task, names, train, label, classes, query }: Dataset): TrainingData {
  return {
    task,
    ...(classes && { classes: classNames(classes) }),
    ...(query && { query: queryColumn(query) }),
    frame: frameOf(names, train, label.length),
    label,
    keys: Array.from(label, (_, row) => `row-${row}`),
  };
}

export function frameOf(names: readonly string[], columns: readonly Float64Array[], rows: number) {
  const entries = names.map((name, j) => [name, { type: 'number', values: columns[j] ?? new Float64Array() }] as const);
  return { rows, columns: new Map(entries) };
}

export function classNames(classes: number): readonly string[] {
  return Array.from({ length: classes }, (_, k) => `class ${k}`);
}

function queryColumn(query: Int32Array): CategoryColumn {
  return { type: 'category', levels: Array.from(new Set(query), (number) => `query ${number}`), codes: query };
}

/** Writes the files that bench/peers/training.py reads: columns one after the other. */
export function writeDataset(folder: string, { name, train, label, test, query }: Dataset): void {
  writeFileSync(join(folder, `${name}.train.f64`), Buffer.concat(train.map(bytesOf)));
  writeFileSync(join(folder, `${name}.test.f64`), Buffer.concat(test.map(bytesOf)));
  writeFileSync(join(folder, `${name}.label.f64`), bytesOf(label));
  if (query) writeFileSync(join(folder, `${name}.query.f64`), bytesOf(Float64Array.from(query)));
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
