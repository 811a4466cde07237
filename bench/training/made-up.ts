import type { Task } from '../../src/core/training/engine.ts';
import type { Dataset } from './dataset.ts';
import { normal, uniform } from './random.ts';

/** Friedman #1 (Friedman 1991, "Multivariate adaptive regression splines"), 10 columns, noise 1; binary: above its mean; multiclass: five classes by its value. */
export function friedman(task: Task, rows: number, testRows: number, seed: number): Dataset {
  const next = uniform(seed);
  const train = part(task, rows, next);
  const test = part(task, testRows, next);
  const names = train.columns.map((_, j) => `x${j}`);
  return {
    name: `friedman-${task}`,
    task,
    names,
    train: train.columns,
    label: train.label,
    test: test.columns,
    testLabel: test.label,
    ...(task === 'multiclass' && { classes: cuts.length + 1 }),
  };
}

const cuts = [9, 12.5, 16, 20];

function part(task: Task, rows: number, next: () => number) {
  const columns = Array.from({ length: 10 }, () => Float64Array.from({ length: rows }, next));
  const label = Float64Array.from({ length: rows }, (_, row) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = columns.map((column) => column[row] ?? 0);
    const value = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e + normal(next);
    if (task === 'multiclass') return cuts.filter((cut) => value > cut).length;
    return task === 'binary' ? Number(value > 14.4) : value;
  });
  return { columns, label };
}
