import { exponential, sigmoid } from '../exponential.ts';
import { logarithm } from '../logarithm.ts';
import type { Loss } from './loss.ts';
import { narrowLimit, packNarrow, rounder, type StatisticUnits, unpackNarrow } from './packed-statistics.ts';

export const gradientScale = narrowLimit; // |p - y| <= 1
export const hessianScale = 4 * narrowLimit; // p (1 - p) <= 1/4
export const units: StatisticUnits = { gradient: 1 / gradientScale, hessian: 1 / hessianScale };
const none = new Float64Array(0); // never: there is one output

/**
 * Log loss of labels 0 and 1; a score is the logarithm of the odds. Gradient p - y and hessian p (1 - p) are rounded to
 * 8 bits with a dither that makes the rounding unbiased and is the same on every run (a Weyl sequence from `seed`).
 */
export function logLoss(label: Float64Array, seed: number): Loss {
  let positives = 0;
  for (const value of label) positives += value;
  const start = scattered(seed);
  return {
    baseScores: [logarithm(positives) - logarithm(label.length - positives)],
    toLabelUnits: 1,
    unpack: [unpackNarrow],
    pack(tree, [scores = none], [packed = none]) {
      packGradients(scores, label, packed, ditherSeed(start, tree));
      return units;
    },
    mean: meanLogLoss,
  };
}

/** All 32 bits depend on all of the seed (the finalizer of MurmurHash3): small seeds would hardly move the dither. */
export function scattered(seed: number): number {
  let bits = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Where the dither of a tree starts. */
export function ditherSeed(start: number, tree: number): number {
  return Math.imul(tree + 1, 0x85ebca6b) ^ start;
}

function packGradients(scores: Float64Array, label: Float64Array, packed: Float64Array, seed: number): void {
  for (let row = 0, weyl = seed; row < packed.length; row++) {
    weyl = (weyl + 0x9e3779b1) | 0;
    const dither = weyl * 2 ** -32; // -1/2 to 1/2
    const p = sigmoid(scores[row] as number); // one score, label and statistic for each row
    const gradient = (p - (label[row] as number)) * gradientScale + dither + rounder - rounder;
    const hessian = p * (1 - p) * hessianScale + dither + rounder - rounder;
    packed[row] = packNarrow(gradient, hessian);
  }
}

export function meanLogLoss(
  [scores = none]: readonly Float64Array[],
  label: Float64Array,
  weight: Float64Array,
): number {
  let sum = 0;
  let total = 0;
  for (const [row, score] of scores.entries()) {
    const wrong = label[row] === 1 ? -score : score; // -ln of the label's probability is ln(1 + e^wrong)
    const small = Math.min(40, Math.abs(wrong));
    const w = weight[row] as number; // one for each row; 1 changes no bit
    sum += w * (Math.max(0, wrong) + logarithm(1 + exponential(-small)));
    total += w;
  }
  return sum / total;
}
