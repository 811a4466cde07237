import { exponential } from './exponential.ts';

/** Where e^x is below half of a double's last place beside 1. */
const lowest = -40;

/**
 * Turns scores into probabilities in place: `classes` numbers for each row, row by row; those of a row add up to 1. The largest score is taken away
 * first, so that nothing overflows. The same bits on every JavaScript engine.
 */
export function softmaxRows(scores: Float64Array, classes: number): void {
  for (let from = 0; from < scores.length; from += classes) {
    const end = from + classes;
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = from; at < end; at++) largest = Math.max(largest, scores[at] as number); // whole rows: at < length
    let sum = 0;
    for (let at = from; at < end; at++) {
      const power = exponential(Math.max(lowest, (scores[at] as number) - largest));
      scores[at] = power;
      sum += power;
    }
    for (let at = from; at < end; at++) (scores[at] as number) /= sum;
  }
}
