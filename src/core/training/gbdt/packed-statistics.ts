import { powerOfTwoAtLeast } from '../power-of-two.ts';

/**
 * The statistics of one row (gradient, hessian and a count of 1) as integers packed into one double, so that a histogram
 * update is one load, one add and one store. Sums over a block of rows stay below 2^53: every add is exact, and any
 * order of rows gives the same bits.
 */
export const packedBlockRows = 2048;

/** What one integer unit of the packed gradient and hessian stands for; powers of two. */
export interface StatisticUnits {
  readonly gradient: number;
  readonly hessian: number;
}

/** Moves packed sums into (gradient, hessian, count) triples from `at` on, and clears them. `first` overwrites. */
export type Unpack = (sums: Float64Array, bins: number, triples: Float64Array, at: number, first: boolean) => void;

/** Adding and subtracting 1.5 * 2^52 rounds to the nearest integer without a call. */
export const rounder = 6755399441055744;

// With a hessian: count * 2^41 + gradient * 2^20 + hessian; |gradient| and hessian are at most 2^8 for a row.
const countUnit = 2 ** 41;
const gradientUnit = 2 ** 20;
export const narrowLimit = 2 ** 8;

/** Packs integers |gradient| <= 256 and 0 <= hessian <= 256. */
export function packNarrow(gradient: number, hessian: number): number {
  return countUnit + gradient * gradientUnit + hessian;
}

export const unpackNarrow: Unpack = (sums, bins, triples, at, first) => {
  for (let bin = 0, o = at; bin < bins; bin++, o += 3) {
    const sum = sums[bin] as number; // sums and triples hold as many bins as the caller says
    const count = sum * (1 / countUnit) + rounder - rounder;
    const rest = sum - count * countUnit;
    // The hessian's sum is 0 to 2^19, half a gradient unit: minus a quarter, the nearest integer is the gradient.
    const gradient = rest * (1 / gradientUnit) - 0.25 + rounder - rounder;
    const hessian = rest - gradient * gradientUnit;
    sums[bin] = 0;
    if (first) {
      triples[o] = gradient;
      triples[o + 1] = hessian;
      triples[o + 2] = count;
    } else {
      (triples[o] as number) += gradient;
      (triples[o + 1] as number) += hessian;
      (triples[o + 2] as number) += count;
    }
  }
};

// One statistic alone: count * 2^41 + gradient, |gradient| at most 2^28 for a row, so a block's sum is below 2^40.
const wideBits = 28;
/** Totals of more than 2^25 rows would pass 2^53: fewer bits for each row then, so that sums stay exact. */
const sumBits = 52;

/** The largest integer that `packWide` may be given for each of so many rows. */
export function wideLimit(rows: number): number {
  return Math.min(2 ** wideBits, 2 ** sumBits / powerOfTwoAtLeast(rows));
}

/** Packs an integer |gradient| <= 2^28; the hessian is the count, unless `unpackHessian` says another. */
export function packWide(gradient: number): number {
  return countUnit + gradient;
}

export const unpackWide: Unpack = (sums, bins, triples, at, first) => {
  for (let bin = 0, o = at; bin < bins; bin++, o += 3) {
    const sum = sums[bin] as number; // sums and triples hold as many bins as the caller says
    const count = sum * (1 / countUnit) + rounder - rounder;
    const gradient = sum - count * countUnit;
    sums[bin] = 0;
    if (first) {
      triples[o] = gradient;
      triples[o + 1] = count;
      triples[o + 2] = count;
    } else {
      (triples[o] as number) += gradient;
      (triples[o + 1] as number) += count;
      (triples[o + 2] as number) += count;
    }
  }
};

/** Moves packed sums of hessians into triples that `unpackWide` has been at. */
export const unpackHessian: Unpack = (sums, bins, triples, at, first) => {
  for (let bin = 0, o = at + 1; bin < bins; bin++, o += 3) {
    const sum = sums[bin] as number; // sums and triples hold as many bins as the caller says
    const count = sum * (1 / countUnit) + rounder - rounder;
    const hessian = sum - count * countUnit;
    sums[bin] = 0;
    if (first) triples[o] = hessian;
    else (triples[o] as number) += hessian;
  }
};

/** What is less counts as nothing, so that the unit's inverse is a number. */
const smallest = 2 ** -900;

/** Packs numbers in place as integers of at most `limit`, and says what the unit is: a power of two. */
export function packNumbers(values: Float64Array, limit: number): number {
  let largest = smallest;
  for (let row = 0; row < values.length; row++) largest = Math.max(largest, Math.abs(values[row] as number)); // row < length
  const unit = powerOfTwoAtLeast(largest) / limit;
  const scale = 1 / unit;
  for (let row = 0; row < values.length; row++) {
    values[row] = packWide((values[row] as number) * scale + rounder - rounder);
  }
  return unit;
}
