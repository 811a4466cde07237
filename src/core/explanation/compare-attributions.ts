import { midranks } from '../comparison/midranks.ts';
import { kendallTauB } from '../profiling/correlation/kendall.ts';
import { pearson } from '../profiling/correlation/pearson.ts';

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
  const sizes = [Float64Array.from(a, Math.abs), Float64Array.from(b, Math.abs)] as const;
  return {
    cosine: sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y)),
    spearman: pearson(midranks(sizes[0]).ranks, midranks(sizes[1]).ranks),
    kendall: kendallTauB(...sizes).tau,
    overlap: overlap(...sizes, Math.min(top, pairs.length)),
    signs: sum((x, y) => (Math.sign(x) === Math.sign(y) ? 1 : 0)) / pairs.length,
    distance: sum((x, y) => Math.abs(x - y)),
  };
}

function overlap(x: Float64Array, y: Float64Array, top: number): number {
  const leading = (sizes: Float64Array) =>
    new Set([...sizes.keys()].sort((i, j) => (sizes[j] ?? 0) - (sizes[i] ?? 0) || i - j).slice(0, top));
  const [a, b] = [leading(x), leading(y)];
  return [...a].filter((one) => b.has(one)).length / top;
}
