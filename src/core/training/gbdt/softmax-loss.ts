import { logarithm } from '../logarithm.ts';
import { softmaxRows } from '../softmax.ts';
import { ditherSeed, gradientScale, hessianScale, scattered, units } from './log-loss.ts';
import type { Loss } from './loss.ts';
import {
  packNarrow,
  packNumbers,
  rounder,
  unpackHessian,
  unpackNarrow,
  unpackWide,
  wideLimit,
} from './packed-statistics.ts';
import { sumWhere } from './weighted-losses.ts';

/**
 * Log loss of several classes: a tree for each class in each round, whose scores the softmax turns into probabilities (Friedman 2001, algorithm 6).
 * Gradient p - y and hessian p (1 - p), as scikit-learn and LightGBM have them, are rounded as those of `logLoss`; with weights they are kept apart
 * as in `weightedLogLoss`. A label is the place of its class.
 */
export function softmaxLoss(
  label: Float64Array,
  classes: number,
  seed: number,
  weight: Float64Array | undefined,
): Loss {
  const probabilities = new Float64Array(label.length * classes);
  const start = scattered(seed);
  const limit = wideLimit(label.length);
  const counted = weight ?? new Float64Array(label.length).fill(1);
  const total = counted.reduce((sum, w) => sum + w, 0);
  return {
    baseScores: Array.from({ length: classes }, (_, k) => logarithm(sumWhere(counted, label, k) / total)),
    toLabelUnits: 1,
    unpack: weight ? [unpackWide, unpackHessian] : [unpackNarrow],
    pack(tree, scores, [first = none, second = none], output) {
      if (output === 0) fillProbabilities(scores, probabilities);
      const own = { probabilities, classes, label, output };
      if (!weight) {
        packDithered(own, first, ditherSeed(start, tree));
        return units;
      }
      fillWeighted(own, weight, first, second);
      return { gradient: packNumbers(first, limit), hessian: packNumbers(second, limit) };
    },
    mean: meanLoss,
  };
}

const none = new Float64Array(0); // never: there are as many arrays as `unpack` has

/** One class of all rows. */
interface ClassRows {
  readonly probabilities: Float64Array;
  readonly classes: number;
  readonly label: Float64Array;
  readonly output: number;
}

/** Row by row, from scores class by class. */
function fillProbabilities(scores: readonly Float64Array[], probabilities: Float64Array): void {
  for (const [k, own] of scores.entries())
    for (let row = 0, at = k; row < own.length; row++, at += scores.length) probabilities[at] = own[row] as number; // row < length
  softmaxRows(probabilities, scores.length);
}

function packDithered({ probabilities, classes, label, output }: ClassRows, packed: Float64Array, seed: number): void {
  for (let row = 0, at = output, weyl = seed; row < label.length; row++, at += classes) {
    weyl = (weyl + 0x9e3779b1) | 0;
    const dither = weyl * 2 ** -32; // -1/2 to 1/2
    const p = probabilities[at] as number; // one for each row and class
    const y = label[row] === output ? 1 : 0;
    const gradient = (p - y) * gradientScale + dither + rounder - rounder;
    const hessian = p * (1 - p) * hessianScale + dither + rounder - rounder;
    packed[row] = packNarrow(gradient, hessian);
  }
}

function fillWeighted(
  { probabilities, classes, label, output }: ClassRows,
  weight: Float64Array,
  gradients: Float64Array,
  hessians: Float64Array,
): void {
  for (let row = 0, at = output; row < label.length; row++, at += classes) {
    const p = probabilities[at] as number; // one for each row and class
    const w = weight[row] as number;
    gradients[row] = w * (p - (label[row] === output ? 1 : 0));
    hessians[row] = w * p * (1 - p);
  }
}

function meanLoss(scores: readonly Float64Array[], label: Float64Array, weight: Float64Array): number {
  const probabilities = new Float64Array(label.length * scores.length);
  fillProbabilities(scores, probabilities);
  let sum = 0;
  let total = 0;
  for (const [row, w] of weight.entries()) {
    sum -= w * logarithm(probabilities[row * scores.length + (label[row] as number)] as number); // a label is a class; e^-40 at least
    total += w;
  }
  return sum / total;
}
