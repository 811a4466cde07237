import type { Task } from '../engine.ts';
import type { DesignMatrix } from './design-matrix.ts';

/** A trained model: intercept plus coefficient times value over the columns. Binary scores pass the sigmoid, those of several classes the softmax. */
export type LinearModel =
  | {
      readonly task: Exclude<Task, 'multiclass'>;
      readonly intercept: number;
      readonly columns: readonly { readonly name: string; readonly coefficient: number }[];
    }
  | {
      readonly task: 'multiclass';
      /** One for each class. */
      readonly intercepts: readonly number[];
      readonly columns: readonly { readonly name: string; readonly coefficients: readonly number[] }[];
    };

/** Turns coefficients of scaled columns into those of the columns themselves. */
export function linearModel(
  task: Exclude<Task, 'multiclass'>,
  { described }: DesignMatrix,
  weights: Float64Array,
): LinearModel {
  let intercept = weights[described.length] as number; // the intercept is the last weight
  const columns = described.map(({ name, shift, scale }, j) => {
    const weight = weights[j] as number;
    intercept -= weight * (shift / scale);
    return { name, coefficient: weight / scale };
  });
  return { task, intercept, columns };
}

/** The same for one coefficient for each column and class, column by column. */
export function softmaxModel({ described }: DesignMatrix, weights: Float64Array, classes: number): LinearModel {
  const intercepts = [...weights.subarray(described.length * classes)];
  const columns = described.map(({ name, shift, scale }, j) => {
    const own = [...weights.subarray(j * classes, (j + 1) * classes)];
    for (const [k, weight] of own.entries()) (intercepts[k] as number) -= weight * (shift / scale); // one for each class
    return { name, coefficients: own.map((weight) => weight / scale) };
  });
  return { task: 'multiclass', intercepts, columns };
}
