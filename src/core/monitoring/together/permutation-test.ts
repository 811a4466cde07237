import { createRandom, type Random } from '../../comparison/random.ts';

/** Two statistics this close, as a part of the largest, are the same: they differ by rounding. */
const tie = 1e-12;

export interface PermutationTest {
  /** Divisions of the pooled rows that were looked at. */
  readonly divisions: number;
  /** Of these, how many have a statistic at least as large as the observed one. */
  readonly atLeast: number;
  /** All divisions there are, the observed one among them. */
  readonly exact: boolean;
  readonly p: number;
}

/**
 * How often the statistic would be as large were rows of both sides alike: over all divisions of `count` rows where no more than `permutations`, else
 * over so many random ones. The last `current` rows are the observed current ones. Takes rows for independent.
 */
export function permutationTest(
  statistic: (current: Uint32Array) => number,
  { count, current }: { readonly count: number; readonly current: number },
  permutations: number,
  seed: number,
): PermutationTest {
  const observed = statistic(Uint32Array.from({ length: current }, (_, i) => count - current + i));
  if (choices(count, current, permutations) > permutations) {
    const permuted = valuesOf(statistic, randomDivisions(count, current, permutations, createRandom(seed)));
    return { ...sampledPermutations(observed, permuted), exact: false };
  }
  const all = valuesOf(statistic, allDivisions(count, current));
  const atLeast = countAtLeast(observed, all);
  return { divisions: all.length, atLeast, exact: true, p: atLeast / all.length };
}

/** p = (1 + k) / (1 + n) of n random divisions: the observed one counts, so that it is never 0 (Phipson and Smyth 2010). */
export function sampledPermutations(observed: number, permuted: Float64Array): Omit<PermutationTest, 'exact'> {
  const atLeast = countAtLeast(observed, permuted);
  return { divisions: permuted.length, atLeast, p: (1 + atLeast) / (1 + permuted.length) };
}

/** One by one: the divisions are written into the same memory. */
function valuesOf(statistic: (current: Uint32Array) => number, divisions: Iterable<Uint32Array>): Float64Array {
  const found: number[] = [];
  for (const division of divisions) found.push(statistic(division));
  return Float64Array.from(found);
}

function countAtLeast(observed: number, permuted: Float64Array): number {
  const largest = permuted.reduce((most, value) => Math.max(most, Math.abs(value)), Math.abs(observed));
  return permuted.reduce((count, value) => count + Number(value >= observed - tie * largest), 0);
}

/** How many ways there are to choose k of n; no further than `enough`. */
function choices(n: number, k: number, enough: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) {
    count = (count * (n - Math.min(k, n - k) + i)) / i;
    if (count > enough) return count;
  }
  return count;
}

function* allDivisions(n: number, k: number): Generator<Uint32Array> {
  const chosen = Uint32Array.from({ length: k }, (_, i) => i);
  for (;;) {
    yield chosen;
    let last = k - 1;
    while (last >= 0 && chosen[last] === n - k + last) last -= 1;
    if (last < 0) return;
    const from = (chosen[last] ?? 0) + 1;
    for (let i = last; i < k; i += 1) chosen[i] = from + i - last;
  }
}

function* randomDivisions(n: number, k: number, times: number, random: Random): Generator<Uint32Array> {
  const rows = Uint32Array.from({ length: n }, (_, i) => i);
  for (let time = 0; time < times; time += 1) {
    shuffleFirst(rows, k, random);
    yield rows.subarray(0, k);
  }
}

/** Fisher and Yates: afterwards the first k are a random choice of all, in random order. */
export function shuffleFirst(rows: Uint32Array, k: number, random: Random): void {
  for (let i = 0; i < k; i += 1) {
    const other = i + Math.floor((random.next() / 2 ** 32) * (rows.length - i));
    [rows[i], rows[other]] = [rows[other] ?? 0, rows[i] ?? 0];
  }
}
