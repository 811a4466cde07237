import { predictedPositive } from '../evaluation/binary/decisions.ts';
import { decidedClasses } from '../evaluation/multiclass/class-scores.ts';
import type { Sample } from '../evaluation/sample.ts';
import { sortOrder } from '../evaluation/sort-order.ts';

/** A sample in which one row is answered otherwise, and which row that is. */
export interface Turned {
  readonly row: number;
  readonly sample: Sample;
}

/**
 * One decision turned round, of each kind of row there is: rows of one label and decision are alike to a metric of decisions. Of several classes a right
 * decision becomes each wrong one, and a wrong one right. The sample is overwritten by the next.
 */
export function turnedDecisions(sample: Sample): Iterable<Turned> {
  return sample.classes === undefined ? turnedOfTwo(sample) : turnedOfSeveral(sample, sample.classes);
}

/** One row moved from an end of the ranking to the other, of each label: none moves a number of the ranking further. */
export function* movedToAnEnd(sample: Sample): Generator<Turned> {
  const order = sortOrder(sample.score);
  const [lowest = 0, highest = 0] = [sample.score[order[0] ?? 0], sample.score[order.at(-1) ?? 0]];
  for (const [end, beyond] of [
    [order, highest + 1],
    [order.toReversed(), lowest - 1],
  ] as const) {
    for (const y of [0, 1]) {
      const row = end.find((one) => sample.label[one] === y);
      if (row !== undefined) yield { row, sample: { ...sample, score: sample.score.with(row, beyond) } };
    }
  }
}

function* turnedOfTwo(sample: Sample): Generator<Turned> {
  const decided = Uint8Array.from(predictedPositive(sample));
  for (const { row, decision } of oneOfEachKind(sample.label, decided)) {
    decided[row] = 1 - decision;
    yield { row, sample: { ...sample, decided } };
    decided[row] = decision;
  }
}

function* turnedOfSeveral(sample: Sample, classes: number): Generator<Turned> {
  const score = sample.score.slice();
  for (const { row, label, decision } of oneOfEachKind(sample.label, decidedClasses(sample))) {
    const own = score.subarray(row * classes, (row + 1) * classes);
    const before = own.slice();
    const others = Array.from({ length: classes }, (_, k) => k).filter((k) => k !== decision);
    for (const other of decision === label ? others : [label]) {
      own.fill(0);
      own[other] = 1;
      yield { row, sample: { ...sample, score } };
    }
    own.set(before);
  }
}

function oneOfEachKind(labels: Float64Array, decided: Uint8Array | Uint32Array | Float64Array) {
  const kinds = new Map<string, { row: number; label: number; decision: number }>();
  for (const [row, label] of labels.entries()) {
    const decision = decided[row] ?? 0;
    kinds.set(`${label} ${decision}`, { row, label, decision });
  }
  return kinds.values();
}
