import { measure } from '../comparison/measure.ts';
import { disagreement } from '../evaluation/disagreement.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { measuredRows } from '../evaluation/measured-rows.ts';
import type { ConditionNumbers } from './condition.ts';

/** n, o and d of an evaluation's rows, and how many these are. Without a champion o and d are undefined, and for tasks without decisions all are. */
export function conditionNumbers(evaluation: Evaluation): {
  readonly rows: number;
  readonly numbers: ConditionNumbers;
} {
  const { scored, settings } = measuredRows(evaluation);
  const { challenger, champion } = measure(scored, { metric: 'accuracy' }, settings);
  const rows = scored.label.length;
  const none = { undefined: 'no version is in production to compare with', n: rows };
  const numbers = { n: challenger, o: champion ?? none, d: disagreement(scored, settings) ?? none };
  return { rows, numbers };
}
