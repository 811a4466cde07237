import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import { predictedPositive } from '../evaluation/binary/decisions.ts';
import { decidedClasses } from '../evaluation/multiclass/class-scores.ts';
import { present } from '../present.ts';

/** Yes-or-no answers about the rows: of a binary model its decisions, of a multiclass model whether it says this one class. */
export interface Decisions {
  /** Multiclass: the class that counts as positive, against all others. */
  readonly class?: string;
  readonly label: Float64Array;
  readonly predicted: Float64Array;
  /** Of the version in production. */
  readonly other?: Float64Array;
}

/** Decisions at the thresholds, or as they were made otherwise; one for each class of a multiclass model; none of a regression or a ranking. */
export function decisionsOf(
  rows: ScoredRows,
  { thresholds, classCosts }: Pick<MeasureSettings, 'thresholds' | 'classCosts'>,
): readonly Decisions[] {
  const { task, label, challenger, champion, classes = [] } = rows;
  if (task === 'binary') {
    const decide = (score: Float64Array, threshold: number, decided?: Uint8Array) =>
      predictedPositive({ label, score, threshold, ...(decided && { decided }) });
    const other = champion && decide(champion, thresholds.champion ?? thresholds.challenger, rows.decided?.champion);
    return [
      {
        label,
        predicted: decide(challenger, thresholds.challenger, rows.decided?.challenger),
        ...(other && { other }),
      },
    ];
  }
  if (task !== 'multiclass') return [];
  const answers = (score: Float64Array) =>
    decidedClasses(present({ label, score, classes: classes.length, classCosts }));
  const [own, other] = [answers(challenger), champion && answers(champion)];
  const isClass = (values: ArrayLike<number>, k: number) => Float64Array.from(values, (value) => (value === k ? 1 : 0));
  return classes.map((name, k) => ({
    class: name,
    label: isClass(label, k),
    predicted: isClass(own, k),
    ...(other && { other: isClass(other, k) }),
  }));
}
