import { categoryColumn } from '../../features/category.ts';
import type { CategoryColumn } from '../../features/frame.ts';
import { present } from '../../present.ts';
import { decidedClasses } from './class-scores.ts';

/** By what a package decides between its classes, as its manifest has them. */
export interface DecidedBy {
  /** In the order of the probabilities. */
  readonly classes: readonly string[];
  /** A line for each true class; absent: the likeliest is taken. */
  readonly classCosts?: readonly (readonly number[])[] | undefined;
}

/** Names the class that each row is decided to be, from the probabilities of all classes row by row; none where one of them is missing. */
export function classDecider({ classes, classCosts }: DecidedBy): (scores: Float64Array) => CategoryColumn {
  const costs = classCosts && Float64Array.from(classCosts.flat());
  const width = classes.length;
  return (scores) => {
    const label = new Float64Array(scores.length / width);
    const decided = decidedClasses(present({ label, score: scores, classes: width, classCosts: costs }));
    const isWhole = (row: number) => !scores.subarray(row * width, (row + 1) * width).some(Number.isNaN);
    return categoryColumn(Array.from(decided, (k, row) => (isWhole(row) ? (classes[k] ?? null) : null)));
  };
}
