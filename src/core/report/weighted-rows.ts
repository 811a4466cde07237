import type { Evidence } from '../gate/evidence.ts';
import { countText } from './number-text.ts';

/** Effective rows above this share of all are not worth a word. */
const muchSmaller = 0.8;

/** What to know of rows that don't all count the same; nothing where they do, or nearly do. */
export function weightedRowsTexts({ evaluated, effective, weightless = 0 }: Evidence['rows']): readonly string[] {
  const fewer = effective !== undefined && effective < muchSmaller * evaluated;
  return [
    ...(weightless > 0 ? [`${countText(weightless)} left out: their weight is 0`] : []),
    ...(fewer ? [`as weighted, they say as much as ${countText(effective)} rows of equal weight`] : []),
  ];
}
