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
export function likeliestClasses(sample: ClassScores): Uint32Array {
  return eachRow(sample, (at, classes) => leastOf(classes, (k) => -(sample.score[at + k] ?? 0)));
}

/**
 * The class that each row is decided to be: the likeliest; with costs the one whose expected cost Σ P(y) cost(y, k) is least, of equal ones the first.
 * Elkan (2001), "The foundations of cost-sensitive learning".
 */
export function decidedClasses(sample: ClassScores): Uint32Array {
  const { score, classCosts } = sample;
  if (classCosts === undefined) return likeliestClasses(sample);
  return eachRow(sample, (at, classes) =>
    leastOf(classes, (k) => {
      let cost = 0;
      for (let y = 0; y < classes; y += 1) cost += (score[at + y] ?? 0) * (classCosts[y * classes + k] ?? 0);
      return cost;
    }),
  );
}

/** Probabilities of several classes, row after row, and what mistakes cost. */
export type ClassScores = Pick<Sample, 'label' | 'score' | 'classes' | 'classCosts'>;

/** A class for each row, chosen by where its probabilities begin. */
function eachRow(sample: ClassScores, choose: (at: number, classes: number) => number): Uint32Array {
  const classes = classesOf(sample);
  return Uint32Array.from(sample.label, (_, row) => choose(row * classes, classes));
}

function leastOf(classes: number, of: (k: number) => number): number {
  let [best, least] = [0, of(0)];
  for (let k = 1; k < classes; k += 1) {
    const value = of(k);
    if (value < least) [best, least] = [k, value];
  }
  return best;
}
