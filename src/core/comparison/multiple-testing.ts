/** Holm's adjusted p-values, in the order given: reject where at most alpha, family-wise. Holm (1979). */
export function holmAdjust(p: readonly number[]): number[] {
  let running = 0;
  return adjust(p, ascending(p), (value, rank) => {
    running = Math.max(running, value * (p.length - rank));
    return Math.min(1, running);
  });
}

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given: reject where at most q, false discovery rate. (1995).
 */
export function benjaminiHochbergAdjust(p: readonly number[]): number[] {
  let running = 1;
  return adjust(p, ascending(p).reverse(), (value, fromTop) => {
    running = Math.min(running, (value * p.length) / (p.length - fromTop));
    return running;
  });
}

function ascending(p: readonly number[]): number[] {
  return p.map((_, i) => i).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0));
}

function adjust(p: readonly number[], order: number[], next: (value: number, rank: number) => number): number[] {
  const adjusted = new Array<number>(p.length);
  for (const [rank, i] of order.entries()) adjusted[i] = next(p[i] ?? 1, rank);
  return adjusted;
}
