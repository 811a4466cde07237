/** Ranks from 1; equal numbers share the mean of their ranks. */
export function midranks(numbers: readonly number[]): readonly number[] {
  const order = [...numbers.keys()].sort((i, j) => (numbers[i] ?? 0) - (numbers[j] ?? 0));
  const ranks = numbers.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && numbers[order[to] ?? 0] === numbers[order[from] ?? 0]) to++;
    for (const place of order.slice(from, to)) ranks[place] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
