import type { Gates } from '../../definitions/schema/gates.ts';
import type { Sample } from '../sample.ts';
import { classesOf, decidedClasses } from './class-scores.ts';

/** What calling a row of one class another costs: a line for each true class, a number for each class in order. Undefined where none is declared. */
export function classCostLines({ classCosts, label }: Gates['problem']): number[][] | undefined {
  const names = label.classes?.map(String);
  if (classCosts === undefined || names === undefined) return undefined;
  const costs = new Map(Object.entries(classCosts).map(([truth, called]) => [truth, new Map(Object.entries(called))]));
  return names.map((truth) => names.map((called) => costs.get(truth)?.get(called) ?? 0));
}

/** The same, line after line. */
export function classCostsOf(problem: Gates['problem']): Float64Array | undefined {
  const lines = classCostLines(problem);
  return lines && Float64Array.from(lines.flat());
}

/** What the decided class costs, per row; NaN where no costs are declared. */
export function costsOfClasses(sample: Sample): Float64Array {
  const { label, classCosts } = sample;
  const classes = classesOf(sample);
  const predicted = decidedClasses(sample);
  return label.map((y, row) => classCosts?.[y * classes + (predicted[row] ?? 0)] ?? Number.NaN);
}
