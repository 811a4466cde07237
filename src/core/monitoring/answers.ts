import { categoryColumn } from '../features/category.ts';
import type { Column } from '../features/frame.ts';

/** What a model answered, as one column that drift is watched on: the number itself, or the most probable of several classes (the first of equals). */
export function answerColumn(scores: Float64Array, classes: readonly string[] | undefined): Column {
  if (classes === undefined) return { type: 'number', values: scores };
  const rows = scores.length / classes.length;
  return categoryColumn(Array.from({ length: rows }, (_, row) => mostProbable(scores, row * classes.length, classes)));
}

/** Null where a probability is missing. */
function mostProbable(scores: Float64Array, from: number, classes: readonly string[]): string | null {
  const own = scores.subarray(from, from + classes.length);
  if (own.some(Number.isNaN)) return null;
  return classes[own.indexOf(own.reduce((most, p) => Math.max(most, p), 0))] ?? null;
}
