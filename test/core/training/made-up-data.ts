import type { Column, Frame } from '../../../src/core/features/frame.ts';
import type { Task, TrainingData } from '../../../src/core/training/engine.ts';
import { mulberry32 as uniform } from '../../../src/engines/tfjs/mulberry32.ts';

export { uniform };

export function numbers(values: Iterable<number>): Column {
  return { type: 'number', values: Float64Array.from(values) };
}

export function categories(levels: readonly string[], codes: Iterable<number>): Column {
  return { type: 'category', levels, codes: Int32Array.from(codes) };
}

export function frameOf(columns: Record<string, Column>): Frame {
  const [first] = Object.values(columns);
  const rows = first === undefined ? 0 : first.type === 'category' ? first.codes.length : first.values.length;
  return { rows, columns: new Map(Object.entries(columns)) };
}

export function dataOf(task: Task, columns: Record<string, Column>, label: Iterable<number>): TrainingData {
  const values = Float64Array.from(label);
  return { task, frame: frameOf(columns), label: values, keys: Array.from(values, (_, row) => `row-${row}`) };
}

const colours = ['blue', 'green', 'grey', 'red', 'white'];

/**
 * Four numbers (one of few values, one with 10 % missing, one noise), one category with missing codes, and a label that depends on all but the noise;
 * for multiclass in three classes.
 */
export function madeUp(task: Task, rows: number, seed: number): TrainingData {
  const next = uniform(seed);
  const column = () => Float64Array.from({ length: rows }, next);
  const [a, b, noise] = [column(), column(), column()];
  const few = Float64Array.from({ length: rows }, () => Math.floor(next() * 6));
  const gappy = Float64Array.from({ length: rows }, () => (next() < 0.1 ? Number.NaN : next()));
  const colour = Int32Array.from({ length: rows }, () => Math.floor(next() * 6) - 1);
  const label = Float64Array.from({ length: rows }, (_, row) => {
    const [x = 0, y = 0, f = 0, g = 0, c = 0] = [a[row], b[row], few[row], gappy[row], colour[row]];
    const value =
      3 * x * y +
      (f === 3 ? 1 : 0) +
      (Number.isNaN(g) ? 0.8 : g) +
      (c === 1 || c === 4 ? 0.7 : 0) +
      0.3 * (next() - 0.5);
    if (task === 'multiclass') return value < 1.2 ? 0 : value < 2 ? 1 : 2;
    return task === 'binary' ? Number(value > 1.8) : value;
  });
  const columns = {
    a: numbers(a),
    b: numbers(b),
    noise: numbers(noise),
    few: numbers(few),
    gappy: numbers(gappy),
    colour: categories(colours, colour),
  };
  const data = dataOf(task, columns, label);
  return task === 'multiclass' ? { ...data, classes: ['low', 'middle', 'high'] } : data;
}
