import { powerOfTwoAtLeast } from '../power-of-two.ts';
import type { Loss } from './loss.ts';
import { packWide, rounder, type StatisticUnits, unpackWide, wideLimit } from './packed-statistics.ts';

const none = new Float64Array(0); // never: there is one output

/**
 * Squared loss. Labels are scaled by a power of two to at most 1. Each tree sees residuals as integers of 28 bits
 * (fewer beyond 16.7 M rows): the resolution is at most 2^-27 of the largest residual of that moment.
 */
export function squaredLoss(label: Float64Array): Loss {
  let largest = 0;
  for (const value of label) largest = Math.max(largest, Math.abs(value));
  const toLabelUnits = powerOfTwoAtLeast(largest);
  const target = label.map((value) => value / toLabelUnits);
  let sum = 0;
  for (const value of target) sum += value;
  const limit = wideLimit(label.length);
  return {
    baseScores: [sum / target.length],
    toLabelUnits,
    unpack: [unpackWide],
    pack: (_tree, [scores = none], [packed = none]) => packResiduals(scores, target, packed, limit),
    mean: (scores, label, weight) => meanSquare(scores, label, weight, toLabelUnits),
  };
}

function packResiduals(
  scores: Float64Array,
  target: Float64Array,
  packed: Float64Array,
  limit: number,
): StatisticUnits {
  let largest = 0;
  for (let row = 0; row < packed.length; row++) {
    const residual = Math.abs((scores[row] as number) - (target[row] as number)); // one of each for each row
    if (residual > largest) largest = residual;
  }
  const gradient = powerOfTwoAtLeast(largest) / limit;
  const scale = 1 / gradient;
  for (let row = 0; row < packed.length; row++) {
    const residual = (scores[row] as number) - (target[row] as number);
    packed[row] = packWide(residual * scale + rounder - rounder);
  }
  return { gradient, hessian: 1 };
}

export function meanSquare(
  [scores = none]: readonly Float64Array[],
  label: Float64Array,
  weight: Float64Array,
  toLabelUnits: number,
): number {
  let sum = 0;
  let total = 0;
  for (const [row, score] of scores.entries()) {
    const w = weight[row] as number; // one weight and label a row; 1 changes no bit
    sum += w * (score - (label[row] as number) / toLabelUnits) ** 2;
    total += w;
  }
  return sum / total;
}
