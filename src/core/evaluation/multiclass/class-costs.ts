import type { Gates } from '../../definitions/schema/gates.ts';
import type { Sample } from '../sample.ts';
import { classesOf, predictedClasses } from './class-scores.ts';

/** What calling a row of one class another costs: classes × classes, a line for each true class. Undefined where none is declared. */
export function classCostsOf({ classCosts, label }: Gates['problem']): Float64Array | undefined {
  const names = label.classes?.map(String);
  if (classCosts === undefined || names === undefined) return undefined;
  return Float64Array.from(
    names.flatMap((truth) =>
      names.map((called) => Object.entries(classCosts[truth] ?? {}).find(([name]) => name === called)?.[1] ?? 0),
    ),
  );
}

/** What the likeliest class costs, per row; NaN where no costs are declared. */
export function costsOfClasses(sample: Sample): Float64Array {
  const { label, classCosts } = sample;
  const classes = classesOf(sample);
  const predicted = predictedClasses(sample);
  return label.map((y, row) => classCosts?.[y * classes + (predicted[row] ?? 0)] ?? Number.NaN);
}
