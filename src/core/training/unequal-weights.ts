import type { TrainingData } from './engine.ts';

/** How much each row counts, where not all count 1: weights of 1 give the bytes of no weights. */
export function unequalWeights({ weight }: Pick<TrainingData, 'weight'>): Float64Array | undefined {
  return weight?.every((value) => value === 1) ? undefined : weight;
}
