import { smallestProbability } from '../binary/log-losses.ts';
import type { Sample } from '../sample.ts';
import { classesOf, decidedClasses } from './class-scores.ts';

/** 1 where the decided class is right, per row. */
export function rightClass(sample: Sample): Float64Array {
  const predicted = decidedClasses(sample);
  return sample.label.map((y, row) => (y === predicted[row] ? 1 : 0));
}

/** 1 where the class is among the `k` likeliest, per row; of equal probabilities the later class is ahead (scikit-learn's stable sort, reversed). */
export function amongTop(sample: Sample, k: number): Float64Array {
  const classes = classesOf(sample);
  return sample.label.map((y, row) => {
    const own = sample.score[row * classes + y] ?? Number.NaN;
    let ahead = 0;
    for (let other = 0; other < classes; other += 1) {
      const score = sample.score[row * classes + other] ?? Number.NaN;
      if (score > own || (score === own && other > y)) ahead += 1;
    }
    return ahead < k ? 1 : 0;
  });
}

/** -ln of the probability given to the class of each row, after the row is made to sum to 1; clipped as that of binary models is. */
export function classLogLosses(sample: Sample): Float64Array {
  const classes = classesOf(sample);
  return sample.label.map((y, row) => {
    let sum = 0;
    for (let k = 0; k < classes; k += 1) sum += sample.score[row * classes + k] ?? Number.NaN;
    const p = (sample.score[row * classes + y] ?? Number.NaN) / sum;
    return -Math.log(Math.min(1 - smallestProbability, Math.max(smallestProbability, p)));
  });
}

/** Σ (probability - outcome)² over the classes, per row: 0 to 2, not halved. Brier (1950). */
export function classSquaredErrors(sample: Sample): Float64Array {
  const classes = classesOf(sample);
  return sample.label.map((y, row) => {
    let sum = 0;
    for (let k = 0; k < classes; k += 1) sum += ((sample.score[row * classes + k] ?? 0) - (k === y ? 1 : 0)) ** 2;
    return sum;
  });
}
