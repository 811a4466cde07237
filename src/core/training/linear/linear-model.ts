import type { Task } from '../engine.ts';
import type { DesignMatrix } from './design-matrix.ts';

/** A trained model: intercept plus coefficient times value over the columns; binary scores pass the sigmoid. */
export interface LinearModel {
  readonly task: Task;
  readonly intercept: number;
  readonly columns: readonly { readonly name: string; readonly coefficient: number }[];
}

/** Turns coefficients of scaled columns into those of the columns themselves. */
export function linearModel(task: Task, { described }: DesignMatrix, weights: Float64Array): LinearModel {
  let intercept = weights[described.length] as number; // the intercept is the last weight
  const columns = described.map(({ name, shift, scale }, j) => {
    const weight = weights[j] as number;
    intercept -= weight * (shift / scale);
    return { name, coefficient: weight / scale };
  });
  return { task, intercept, columns };
}
