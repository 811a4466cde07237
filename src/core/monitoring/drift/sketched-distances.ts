import type { QuantileSketch } from '../profile/quantile-sketch.ts';
import { weightedItems } from '../profile/sketched-quantile.ts';
import { distributionGaps, kolmogorovSmirnovDistance, weightedValues } from './distribution-gaps.ts';
import { kolmogorovSmirnovP } from './kolmogorov-smirnov.ts';

/** Greatest error of all ranks of a KLL sketch of size 256, as a share of the count, with 99 % confidence: 2.446 / 256^0.9433 (Apache DataSketches). */
const rankError = 0.0131;

export interface SketchedDistances {
  readonly wasserstein: number;
  readonly kolmogorovSmirnov: number;
  /** p of the part of D that no rank error of the sketches can explain: a D within the error is undecided, so its p is 1. */
  readonly p: number;
}

/** Distances of two samples by their sketches; exact while a sketch still holds every value. NaN where a side has no values. */
export function sketchedDistances(reference: QuantileSketch, current: QuantileSketch): SketchedDistances {
  const gaps = distributionGaps(weightedValues(weightedItems(reference)), weightedValues(weightedItems(current)));
  const d = kolmogorovSmirnovDistance(gaps);
  const sure = Math.max(0, d - errorOf(reference) - errorOf(current));
  const p = Number.isNaN(d) ? Number.NaN : kolmogorovSmirnovP(sure, reference.count, current.count);
  return { wasserstein: gaps.wasserstein, kolmogorovSmirnov: d, p };
}

const errorOf = ({ compactions }: QuantileSketch): number => (compactions === 0 ? 0 : rankError);
