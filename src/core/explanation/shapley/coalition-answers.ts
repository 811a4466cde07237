import { type Column, type Frame, takeColumn, takeRows } from '../../features/frame.ts';
import type { PackageScorer } from '../../registry/package-scorer.ts';
import type { Coalitions } from './coalitions.ts';

/** Rows that the model is asked at a time: memory does not grow with the coalitions. */
const rowsAtOnce = 8192;

/** A model, what stands in for absent features, and the features in their order. */
export interface Asked {
  readonly score: PackageScorer;
  readonly outputs: number;
  readonly features: readonly string[];
  readonly background: Frame;
}

/** The mean answer over the background for each coalition, with the row's own values for its members: for each output, one number a coalition. */
export async function coalitionAnswers(
  { score, outputs, features, background }: Asked,
  row: Frame,
  coalitions: Coalitions,
): Promise<readonly Float64Array[]> {
  const answers = Array.from({ length: outputs }, () => new Float64Array(coalitions.count));
  const step = Math.max(1, Math.floor(rowsAtOnce / background.rows));
  for (let from = 0; from < coalitions.count; from += step) {
    const to = Math.min(coalitions.count, from + step);
    const scores = await score(coalitionFrame(features, row, background, coalitions, from, to));
    for (let at = 0; at < scores.length; at++) {
      const coalition = from + Math.floor(at / (background.rows * outputs));
      const answer = answers[at % outputs] as Float64Array; // at % outputs < outputs
      (answer[coalition] as number) += (scores[at] as number) / background.rows;
    }
  }
  return answers;
}

/** For each coalition from `from` to `to` (exclusive), all rows of the background with the row's values where they are members. */
function coalitionFrame(
  features: readonly string[],
  row: Frame,
  { rows, columns }: Frame,
  { members, features: width }: Coalitions,
  from: number,
  to: number,
): Frame {
  const count = to - from;
  const own = takeRows(row, new Uint32Array(rows));
  const made = new Map<string, Column>();
  for (const [j, name] of features.entries()) {
    const [there, here] = [columns.get(name), own.columns.get(name)];
    if (there === undefined || here === undefined) continue; // the scorer says what is absent
    const isMember = (k: number) => members[(from + k) * width + j] === 1;
    made.set(
      name,
      stacked(count, rows, (k) => (isMember(k) ? here : there), there),
    );
  }
  return { rows: count * rows, columns: made };
}

/** Columns of `rows` rows one under the other. They have the same type and levels. */
function stacked(count: number, rows: number, part: (k: number) => Column, like: Column): Column {
  const all = takeColumn(like, new Uint32Array(count * rows));
  for (let k = 0; k < count; k++) {
    const own = part(k);
    if (all.type === 'category' && own.type === 'category') all.codes.set(own.codes, k * rows);
    else if (all.type !== 'category' && own.type !== 'category') all.values.set(own.values, k * rows);
  }
  return all;
}
