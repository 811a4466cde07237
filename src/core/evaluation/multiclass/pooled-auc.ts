import { placements } from '../binary/placements.ts';
import { rocAucStatistic } from '../binary/roc-auc.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { classesOf } from './class-scores.ts';

/**
 * ROC AUC over all pairs of a row and a class: whether the row is of the class, by its probability (scikit-learn's `average="micro"`). Needs no row of
 * every class: each row is positive once, and negative for all other classes.
 */
export function pooledAuc(sample: Sample): Statistic {
  const { label, score } = sample;
  const classes = classesOf(sample);
  const rows = label.length;
  const isOwn = Float64Array.from(score, (_, cell) => (label[Math.floor(cell / classes)] === cell % classes ? 1 : 0));
  const pooled = rocAucStatistic(isOwn, score);
  const scratch = new Float64Array(score.length);
  return {
    rows,
    counted: rows,
    value(counts) {
      for (let cell = 0; cell < scratch.length; cell += 1) scratch[cell] = counts[Math.floor(cell / classes)] ?? 0;
      return pooled.value(scratch);
    },
    leaveOneOut: () => withoutEachRow(isOwn, score, classes),
  };
}

/** What is left of the pairs in the right order when a row takes its own positive and negatives away: those among themselves were counted twice. */
function withoutEachRow(isOwn: Float64Array, score: Float64Array, classes: number): Float64Array {
  const { auc, ofPositives, ofNegatives } = placements(isOwn, score);
  const rows = ofPositives.length;
  const [positives, negatives] = [rows, rows * (classes - 1)];
  const left = (rows - 1) * (rows - 1) * (classes - 1);
  let next = 0;
  return Float64Array.from(ofPositives, (share, row) => {
    const cells = score.subarray(row * classes, (row + 1) * classes);
    const own = cells[isOwn.subarray(row * classes, (row + 1) * classes).indexOf(1)] ?? Number.NaN;
    let lost = share * negatives + 0.5; // its own cell ties with itself, below
    for (const other of cells) lost -= other < own ? 1 : other === own ? 0.5 : 0;
    for (let k = 1; k < classes; k += 1) lost += (ofNegatives[next++] ?? Number.NaN) * positives;
    return left > 0 ? (auc * positives * negatives - lost) / left : Number.NaN;
  });
}
