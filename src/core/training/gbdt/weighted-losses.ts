import { sigmoid } from '../exponential.ts';
import { logarithm } from '../logarithm.ts';
import { powerOfTwoAtLeast } from '../power-of-two.ts';
import { meanLogLoss } from './log-loss.ts';
import type { Loss } from './loss.ts';
import { packNumbers, unpackHessian, unpackWide, wideLimit } from './packed-statistics.ts';
import { meanSquare } from './squared-loss.ts';

// Weights multiply gradient and hessian. They may be far apart, so each statistic has an array of its own with 28 bits a row; there is no dither.
const unpack = [unpackWide, unpackHessian];
const none = new Float64Array(0); // never: there is one output, with two statistics

/** Log loss of labels 0 and 1; a score is the logarithm of the odds. */
export function weightedLogLoss(label: Float64Array, weight: Float64Array): Loss {
  const limit = wideLimit(label.length);
  const [negatives, positives] = [0, 1].map((y) => sumWhere(weight, label, y));
  return {
    baseScores: [logarithm(positives ?? 0) - logarithm(negatives ?? 0)],
    toLabelUnits: 1,
    unpack,
    pack(_tree, [scores = none], [gradients = none, hessians = none]) {
      for (let row = 0; row < label.length; row++) {
        const p = sigmoid(scores[row] as number); // one of each for each row, here and below
        const w = weight[row] as number;
        gradients[row] = w * (p - (label[row] as number));
        hessians[row] = w * p * (1 - p);
      }
      return { gradient: packNumbers(gradients, limit), hessian: packNumbers(hessians, limit) };
    },
    mean: meanLogLoss,
  };
}

/** Squared loss; labels are scaled by a power of two to at most 1. */
export function weightedSquaredLoss(label: Float64Array, weight: Float64Array): Loss {
  const limit = wideLimit(label.length);
  const toLabelUnits = powerOfTwoAtLeast(label.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0));
  const target = label.map((value) => value / toLabelUnits);
  let sum = 0;
  let total = 0;
  for (const [row, value] of target.entries()) {
    sum += (weight[row] as number) * value;
    total += weight[row] as number;
  }
  return {
    baseScores: [sum / total],
    toLabelUnits,
    unpack,
    pack(_tree, [scores = none], [gradients = none, hessians = none]) {
      for (let row = 0; row < target.length; row++)
        gradients[row] = (weight[row] as number) * ((scores[row] as number) - (target[row] as number));
      hessians.set(weight);
      return { gradient: packNumbers(gradients, limit), hessian: packNumbers(hessians, limit) };
    },
    mean: (scores, labels, weights) => meanSquare(scores, labels, weights, toLabelUnits),
  };
}

/** Weight of the rows that have this label. */
export function sumWhere(weight: Float64Array, label: Float64Array, value: number): number {
  let sum = 0;
  for (const [row, w] of weight.entries()) if (label[row] === value) sum += w;
  return sum;
}
