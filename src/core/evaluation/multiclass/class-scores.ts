import type { Sample } from '../sample.ts';

/** How many classes a multiclass sample's scores are of: rows × classes numbers, row after row. */
export function classesOf({ classes = 1 }: Pick<Sample, 'classes'>): number {
  return classes;
}

/** The probabilities of one class, one per row. */
export function classScores(sample: Sample, which: number): Float64Array {
  const classes = classesOf(sample);
  return sample.label.map((_, row) => sample.score[row * classes + which] ?? Number.NaN);
}

/** The likeliest class of each row; of equal ones the first, as scikit-learn's classifiers say. */
export function predictedClasses(sample: Sample): Uint32Array {
  const classes = classesOf(sample);
  return Uint32Array.from(sample.label, (_, row) => {
    let best = 0;
    for (let k = 1; k < classes; k += 1) {
      if ((sample.score[row * classes + k] ?? 0) > (sample.score[row * classes + best] ?? 0)) best = k;
    }
    return best;
  });
}
