import { classDecider, type DecidedBy } from '../evaluation/multiclass/decided-column.ts';
import type { Column } from '../features/frame.ts';
import type { Manifest } from '../registry/package.ts';

/** What a package answered, as one column that drift is watched on: the number itself, or of several classes the one that it decides for. */
export function answerColumn(scores: Float64Array, { classes, classCosts }: Pick<Manifest, keyof DecidedBy>): Column {
  if (classes === undefined) return { type: 'number', values: scores };
  return classDecider({ classes, classCosts })(scores);
}
