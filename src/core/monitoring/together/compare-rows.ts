import type { DriftTogether } from '../../definitions/schema/drift-together.ts';
import { type BandwidthRule, medianBandwidth } from './bandwidth.ts';
import type { Compared } from './compared.ts';
import { densityDifference } from './density-difference.ts';
import { hotellingTest } from './hotelling.ts';
import { gaussianKernel, pairStatistic } from './pair-statistic.ts';
import { permutationTest } from './permutation-test.ts';
import { type Rows, squaredDistances, stacked } from './rows.ts';

/** Methods that compare rows of numbers. */
export type RowMethod = Extract<DriftTogether, { method: 'mmd' | 'energy' | 'lsdd' | 'hotelling' }>;

/** Both sides have 2 rows or more, of one number or more. `seed` drives permutations; without it there are none, and no p by them. */
export function compareRows(method: RowMethod, reference: Rows, current: Rows, seed?: number): Compared {
  switch (method.method) {
    case 'mmd':
      return byKernel(method, reference, current, seed);
    case 'energy':
      return byDistances(method, reference, current, seed);
    case 'lsdd':
      return byDensities(method, reference, current, seed);
    case 'hotelling':
      return byMeans(reference, current);
  }
}

type Of<M extends RowMethod['method']> = Extract<RowMethod, { method: M }>;

function byKernel(method: Of<'mmd'>, reference: Rows, current: Rows, seed?: number): Compared {
  const distances = squaredDistances(stacked(reference, current));
  const count = reference.count + current.count;
  const sigma = bandwidthOf(method.sigma, distances, reference, current);
  if (sigma === 0) return noBandwidth;
  const discrepancy = pairStatistic(gaussianKernel(distances, count, sigma), count);
  const { unbiased: effect, biased } = discrepancy(lastRows(reference, current));
  const tested = permuted((rows) => discrepancy(rows).unbiased, method, reference, current, seed);
  return { effect, ...tested.p, about: { method: 'mmd', sigma, biased, ...tested.about } };
}

function byDistances(method: Of<'energy'>, reference: Rows, current: Rows, seed?: number): Compared {
  const distances = squaredDistances(stacked(reference, current)).map((squared) => -Math.sqrt(squared));
  const energy = pairStatistic(distances, reference.count + current.count);
  const tested = permuted((rows) => energy(rows).biased, method, reference, current, seed);
  const effect = energy(lastRows(reference, current)).biased;
  return { effect, ...tested.p, about: { method: 'energy', ...tested.about } };
}

function byDensities(method: Of<'lsdd'>, reference: Rows, current: Rows, seed?: number): Compared {
  const distances = squaredDistances(stacked(reference, current));
  const sigma = bandwidthOf(method.sigma, distances, reference, current);
  if (sigma === 0) return noBandwidth;
  const centers = firstRows(reference, method.centers);
  const difference = densityDifference(reference, current, { sigma, lambda: method.lambda, centers });
  if (difference === undefined) return { undefined: 'there are too many columns for lsdd' };
  const { lsdd: effect, crossTerm } = difference(lastRows(reference, current));
  const tested = permuted((rows) => difference(rows).lsdd, method, reference, current, seed);
  return { effect, ...tested.p, about: { method: 'lsdd', sigma, crossTerm, ...tested.about } };
}

function byMeans(reference: Rows, current: Rows): Compared {
  const found = hotellingTest(reference, current);
  if (found === undefined) return { undefined: 'there are too few rows for so many columns, or none varies' };
  const { distance: effect, t2, f, p } = found;
  return { effect, p, about: { method: 'hotelling', t2, f } };
}

const noBandwidth: Compared = { undefined: 'half of the pairs of rows are the same, so that `sigma` must be a number' };

function bandwidthOf(wanted: BandwidthRule | number, distances: Float64Array, reference: Rows, current: Rows): number {
  if (typeof wanted === 'number') return wanted;
  return medianBandwidth(distances, reference.count + current.count, reference.count, wanted);
}

function permuted(
  statistic: (current: Uint32Array) => number,
  { permutations }: { readonly permutations: number },
  reference: Rows,
  current: Rows,
  seed: number | undefined,
) {
  if (seed === undefined) return { p: {}, about: {} };
  const sizes = { count: reference.count + current.count, current: current.count };
  const { p, ...counts } = permutationTest(statistic, sizes, permutations, seed);
  return { p: { p }, about: { permutations: counts } };
}

function lastRows(reference: Rows, current: Rows): Uint32Array {
  return Uint32Array.from({ length: current.count }, (_, i) => reference.count + i);
}

function firstRows({ count, width, values }: Rows, most: number): Rows {
  const kept = Math.min(count, most);
  return { count: kept, width, values: values.subarray(0, kept * width) };
}
