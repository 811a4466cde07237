import type { Random } from './random.ts';

/** The Poisson distribution of one mean, for many draws: its distribution function, and where to begin to look in it. */
export interface PoissonTable {
  readonly least: number;
  readonly cumulative: Float64Array;
  readonly guide: Uint32Array;
}

/** Numbers less likely than this share of the likeliest are left out: 32 random bits can't tell them from 0. */
const negligible = 1e-13;

/** Table of a mean at least 0: about 16 √mean entries. */
export function poissonTable(mean: number): PoissonTable {
  const mode = Math.floor(mean);
  const below: number[] = [];
  for (let k = mode, p = 1; k > 0; k -= 1) {
    p *= k / mean;
    if (p < negligible) break;
    below.push(p);
  }
  const above: number[] = [1];
  for (let k = mode + 1, p = mean / k; p >= negligible; k += 1, p *= mean / k) above.push(p);
  const weights = [...below.reverse(), ...above];
  const total = weights.reduce((sum, p) => sum + p, 0);
  const cumulative = new Float64Array(weights.length);
  let running = 0;
  for (const [i, p] of weights.entries()) {
    running += p;
    cumulative[i] = running / total;
  }
  cumulative[weights.length - 1] = 1;
  return { least: mode - below.length, cumulative, guide: guideOf(cumulative) };
}

/** For each of equal slices of [0, 1), the first entry that can answer a number in it. */
function guideOf(cumulative: Float64Array): Uint32Array {
  const guide = new Uint32Array(cumulative.length);
  let entry = 0;
  for (let slice = 0; slice < guide.length; slice += 1) {
    while ((cumulative[entry] ?? 1) <= slice / guide.length) entry += 1;
    guide[slice] = entry;
  }
  return guide;
}

/** One draw by inversion of a uniform number. */
export function drawPoisson({ least, cumulative, guide }: PoissonTable, random: Random): number {
  const uniform = random.next() / 2 ** 32;
  let entry = guide[Math.floor(uniform * guide.length)] ?? 0;
  while ((cumulative[entry] ?? 1) <= uniform) entry += 1;
  return least + entry;
}
