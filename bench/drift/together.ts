// The template's flights, all columns together: weeks in which nothing is wrong, and the same with one column's values dealt out anew.

import { createRandom } from '../../src/core/comparison/random.ts';
import { type DriftTogether, driftTogetherSchema } from '../../src/core/definitions/schema/drift-together.ts';
import { type Frame, takeColumn, takeRows } from '../../src/core/features/frame.ts';
import { togetherJudge } from '../../src/core/monitoring/together/judge-together.ts';
import { shuffleFirst } from '../../src/core/monitoring/together/permutation-test.ts';
import type { TogetherEvidence } from '../../src/core/monitoring/together/together-evidence.ts';
import { april, type Flights, january, may, weeksFrom } from './flights.ts';

/** What decides: the reference's own windows, or p-values of rows. */
type Judged = 'windows' | 'rows';

export const togetherMethods: readonly DriftTogether['method'][] = [
  'mmd',
  'energy',
  'lsdd',
  'hotelling',
  'pca_reconstruction',
  'domain_classifier',
];

/** Each week of January to March (the last has six days) against the others. */
export async function quietWeeks(
  { frame, time }: Flights,
  rule: DriftTogether,
  by: Judged = 'windows',
): Promise<readonly TogetherEvidence[]> {
  const weeks = weeksFrom(time, january, april);
  const found: TogetherEvidence[] = [];
  for (const week of weeks) {
    const others = weeks.filter((one) => one !== week);
    found.push(await judgeOf(frame, others, rule, by)(takeRows(frame, week)));
  }
  return found;
}

/** Weeks of April against January to March, as they were or with one column's values dealt out anew: no single column tells. */
export async function aprilWeeks(
  { frame, time }: Flights,
  rule: DriftTogether,
  dealtOut?: string,
): Promise<readonly TogetherEvidence[]> {
  const judge = judgeOf(frame, weeksFrom(time, january, april), rule, 'windows');
  const found: TogetherEvidence[] = [];
  for (const week of weeksFrom(time, april, may)) {
    const window = takeRows(frame, week);
    found.push(await judge(dealtOut === undefined ? window : dealOut(window, dealtOut)));
  }
  return found;
}

function judgeOf(frame: Frame, weeks: readonly Uint32Array[], rule: DriftTogether, by: Judged) {
  const rows = Uint32Array.from(weeks.flatMap((week) => [...week]));
  return togetherJudge({ frame, rows, windows: by === 'windows' ? weeks : [], later: [], rule, q: 0.05 });
}

/** One column's values in another order: it holds what it held, and nothing goes with it any more. */
export function dealOut(frame: Frame, name: string): Frame {
  const column = frame.columns.get(name);
  if (column === undefined) throw new Error(`there is no column ${name}`);
  const order = Uint32Array.from({ length: frame.rows }, (_, row) => row);
  shuffleFirst(order, frame.rows, createRandom(1));
  return { ...frame, columns: new Map(frame.columns).set(name, takeColumn(column, order)) };
}

export const ruleOf = (method: DriftTogether['method']): DriftTogether => driftTogetherSchema.parse({ method });
