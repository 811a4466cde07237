import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import type { CategoryColumn } from '../../../src/core/features/frame.ts';

/** Random variates of one seed. */
export interface Variates {
  uniform(): number;
  normal(): number;
  /** One variate for each model, correlated, each of variance 1. */
  pair(correlation: number): { readonly challenger: number; readonly champion: number };
}

export function variates(seed: number): Variates {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const normal = () => normalQuantile(uniform());
  return {
    uniform,
    normal,
    pair(correlation) {
      const common = Math.sqrt(correlation) * normal();
      const own = () => common + Math.sqrt(1 - correlation) * normal();
      return { challenger: own(), champion: own() };
    },
  };
}

export function category(levels: readonly string[], codes: Int32Array): CategoryColumn {
  return { type: 'category', levels, codes };
}

/** Blocks of `size` neighbouring rows: queries, clusters. */
export function blocks(n: number, size: number): CategoryColumn {
  const levels = Array.from({ length: Math.ceil(n / size) }, (_, block) => String(block).padStart(7, '0'));
  return category(
    levels,
    Int32Array.from({ length: n }, (_, row) => Math.floor(row / size)),
  );
}
