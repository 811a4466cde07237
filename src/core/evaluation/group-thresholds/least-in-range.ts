/** Answers where the least value of any range lies, ends included, in constant time; of equal values the last. Sparse table, n log n once. */
export function leastInRange(values: Float64Array): (from: number, to: number) => number {
  const later = (a: number, b: number) => ((values[b] ?? 0) <= (values[a] ?? 0) ? b : a); // b stands further on
  const levels = [new Uint32Array(values.length).map((_, i) => i)];
  for (let width = 2; width <= values.length; width *= 2) {
    const below = levels.at(-1) ?? new Uint32Array();
    const half = width / 2;
    levels.push(
      Uint32Array.from({ length: values.length - width + 1 }, (_, i) => later(below[i] ?? 0, below[i + half] ?? 0)),
    );
  }
  return (from, to) => {
    const level = Math.floor(Math.log2(to - from + 1));
    const row = levels[level] ?? new Uint32Array();
    return later(row[from] ?? from, row[to + 1 - 2 ** level] ?? to);
  };
}
