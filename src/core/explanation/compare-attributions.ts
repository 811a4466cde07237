import { midranks } from './midranks.ts';

/** How alike two vectors of attributions of the same features are. */
export interface AttributionAgreement {
  /** Of the vectors, signs and all: 1 where they point the same way. */
  readonly cosine: number;
  /** Spearman's and Kendall's (tau-b) correlation of the sizes: whether the same features matter most. */
  readonly spearman: number;
  readonly kendall: number;
  /** Of the `top` features of either, the share that is among those of the other. */
  readonly overlap: number;
  /** Share of features whose attributions have the same sign; 0 has a sign of its own. */
  readonly signs: number;
  /** Sum of the sizes of the differences. */
  readonly distance: number;
}

/** Compares two attributions, feature by feature. NaN where a vector is constant or all 0. */
export function compareAttributions(a: ArrayLike<number>, b: ArrayLike<number>, top: number): AttributionAgreement {
  const pairs = Array.from({ length: a.length }, (_, j) => [a[j] ?? 0, b[j] ?? 0] as const);
  const sum = (of: (x: number, y: number) => number) => pairs.reduce((total, [x, y]) => total + of(x, y), 0);
  const sizes = [pairs.map(([x]) => Math.abs(x)), pairs.map(([, y]) => Math.abs(y))] as const;
  return {
    cosine: sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y)),
    spearman: correlation(midranks(sizes[0]), midranks(sizes[1])),
    kendall: kendall(...sizes),
    overlap: overlap(...sizes, Math.min(top, pairs.length)),
    signs: sum((x, y) => (Math.sign(x) === Math.sign(y) ? 1 : 0)) / pairs.length,
    distance: sum((x, y) => Math.abs(x - y)),
  };
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [mx, my] = [mean(x), mean(y)];
  const [xy, xx, yy] = x.reduce(
    ([a, b, c], one, k) => {
      const [dx, dy] = [one - mx, (y[k] ?? 0) - my];
      return [a + dx * dy, b + dx * dx, c + dy * dy];
    },
    [0, 0, 0] as [number, number, number],
  );
  return xy / Math.sqrt(xx * yy);
}

function kendall(x: readonly number[], y: readonly number[]): number {
  let [agree, ofX, ofY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const dx = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
      const dy = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      agree += dx * dy;
      ofX += dx * dx;
      ofY += dy * dy;
    }
  }
  return agree / Math.sqrt(ofX * ofY);
}

function overlap(x: readonly number[], y: readonly number[], top: number): number {
  const leading = (sizes: readonly number[]) =>
    new Set([...sizes.keys()].sort((i, j) => (sizes[j] ?? 0) - (sizes[i] ?? 0) || i - j).slice(0, top));
  const [a, b] = [leading(x), leading(y)];
  return [...a].filter((one) => b.has(one)).length / top;
}
